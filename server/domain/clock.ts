import type { Timestamp } from '../../protocol/index.ts'

/** The server's wall clock. */
export interface Clock {
  now(): Timestamp
}
