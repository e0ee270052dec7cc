import type { ThreadError } from './sqlite-errors.ts'

/**
 * What goes to the writer's thread in one message: plain messages as columns, which cost a third of
 * objects to send, and everything else as calls. Entries are in the order in which they were asked.
 */
export type WriteBatch = {
  /** Three numbers an entry: its marks (0: take the next of `calls`), time, and seq that it replies to. */
  entries: Float64Array
  conversations: string[]
  authors: string[]
  cids: (string | null)[]
  texts: string[]
  calls: WriterCall[]
}
export type WriterCall = { name: string; args: unknown[] }

/** Marks of a plain message. */
export const PLAIN = 1
export const NEEDS_MEMBER = 2
export const NEEDS_OPEN = 4
/** The conversation is direct, and made if it does not exist. */
export const MAKES_DIRECT = 8

/** What came of a batch. Batches are answered in their order. */
export type BatchResult =
  | {
      /** Two numbers an entry: the seq that a plain message got (0: take the next of `others`), and its ordinal. */
      places: Float64Array
      others: OtherResult[]
    }
  | { failed: ThreadError }
export type OtherResult = { value: unknown } | { error: ThreadError }

export type ToWriter = { batch: WriteBatch } | { checkpoint: true } | { close: true }
export type FromWriter = {
  results: BatchResult[]
  /** The log of the database has grown so much that it is to be worked into the file. */
  checkpointDue: boolean
}
