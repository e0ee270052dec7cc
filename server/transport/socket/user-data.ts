import type { Connection } from './connection.ts'

/** What the native library keeps with a socket: it copies the fields, so ours is one reference. */
export type UserData = { connection: Connection }
