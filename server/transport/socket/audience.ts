import type { Welcome } from '../../../protocol/index.ts'
import type { Connection } from './connection.ts'

/** Place in the stream of what this node delivers. */
export type StreamMark = object

/** Those who hear pushes, and how a connection comes among them without missing one. */
export interface Audience {
  /** To be taken before the welcome is put together. */
  mark(): StreamMark
  /**
   * Sends what the welcome could not know yet, from the mark on, then subscribes. To be called right
   * after the welcome was sent. Closes the connection if its session ended meanwhile.
   */
  admit(connection: Connection, welcome: Welcome, mark: StreamMark): void
  /** To be called once it waits. Closes it where it was decided meanwhile that it may come in, or not. */
  keepAtDoor(connection: Connection, mark: StreamMark): void
  left(connection: Connection): void
}
