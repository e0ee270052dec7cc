import { randomBytes } from 'node:crypto'
import type { Ids } from '../domain/ids.ts'

/** Identities from the system's random source. */
export const randomIds: Ids = {
  id: () => randomBytes(12).toString('base64url'),
  secret: () => randomBytes(16).toString('base64url'),
  token: () => randomBytes(32).toString('base64url'),
}
