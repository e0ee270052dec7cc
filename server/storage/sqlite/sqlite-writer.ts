import type { DatabaseSync } from 'node:sqlite'
import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads'
import type { Epoch } from '../../../protocol/index.ts'
import type { Appended } from '../storage.ts'
import { SqliteAppend, type PlainMessage } from './sqlite-append.ts'
import {
  MAKES_DIRECT,
  NEEDS_MEMBER,
  NEEDS_OPEN,
  type BatchResult,
  type FromWriter,
  type OtherResult,
  type ToWriter,
  type WriteBatch,
  type WriterCall,
} from './sqlite-batch.ts'
import { sqliteCode, threadError, type ThreadError } from './sqlite-errors.ts'
import { SqliteIdentities } from './sqlite-identities.ts'
import { lockSpace } from './sqlite-lock.ts'
import { openSpace } from './sqlite-open.ts'
import { pragma, prepare, type Statement } from './sqlite-statement.ts'
import type { ThreadData } from './sqlite-thread-link.ts'
import { SqliteWriteCache } from './sqlite-write-cache.ts'
import { writerCalls, type WriterCalls } from './sqlite-writer-calls.ts'

export type WriterReady = { epoch: Epoch; isCheckDue: boolean }

/** Entries in one commit, about: more wait for the next, so that nobody waits too long for theirs. */
const COMMIT_ENTRIES = 4_096
/** Pages in the log from which a checkpoint is asked for: 16 MB. */
const CHECKPOINT_PAGES = 4_096
const LOOK_AT_LOG_EVERY = 64

/**
 * The one that writes. Everything that arrived during a commit goes into the next, which starts as soon
 * as the last is done.
 */
export function runWriter(port: MessagePort, { files, maxBytes }: ThreadData): void {
  const unlock = lockSpace(files)
  const { db, epoch, isCheckDue } = openSpace(files)
  if (maxBytes !== undefined)
    db.exec(
      `PRAGMA max_page_count = ${Math.max(1, Math.floor(maxBytes / Number(pragma(db, 'page_size'))))}`,
    )
  const writer = new SqliteWriter(db, files.database)
  port.on('message', (first: ToWriter) => {
    let message: ToWriter | undefined = first
    while (message) message = takeIn(message)
  })
  port.postMessage({ ready: { epoch, isCheckDue } satisfies WriterReady })

  /** Does what a message says, with all that came after it as long as they are batches. Answers the next. */
  function takeIn(first: ToWriter): ToWriter | undefined {
    const batches: WriteBatch[] = []
    let entries = 0
    let message: ToWriter | undefined = first
    while (message && 'batch' in message && entries < COMMIT_ENTRIES) {
      batches.push(message.batch)
      entries += message.batch.entries.length / 3
      message = next()
    }
    if (batches.length > 0) {
      port.postMessage(writer.commit(batches))
      return message
    }
    if ('close' in first) return end()
    writer.finishCheckpoint()
    return next()
  }

  function next(): ToWriter | undefined {
    return receiveMessageOnPort(port)?.message as ToWriter | undefined
  }

  function end(): undefined {
    db.close()
    unlock()
    port.close()
  }
}

class SqliteWriter {
  readonly #db: DatabaseSync
  readonly #file: string
  readonly #cache: SqliteWriteCache
  readonly #log: SqliteAppend
  readonly #calls: WriterCalls
  readonly #begin: Statement<never>
  readonly #commit: Statement<never>
  readonly #rollback: Statement<never>
  readonly #logSize: Statement<{ log: number; checkpointed: number }>
  readonly #checkpoint: Statement<never>
  #commits = 0

  constructor(db: DatabaseSync, file: string) {
    this.#db = db
    this.#file = file
    const identities = new SqliteIdentities(db)
    this.#cache = new SqliteWriteCache(db, identities)
    this.#log = new SqliteAppend(db, this.#cache, identities)
    this.#calls = writerCalls(db, this.#log)
    this.#begin = prepare(db, 'BEGIN IMMEDIATE')
    this.#commit = prepare(db, 'COMMIT')
    this.#rollback = prepare(db, 'ROLLBACK')
    this.#logSize = prepare(db, 'PRAGMA wal_checkpoint(NOOP)')
    this.#checkpoint = prepare(db, 'PRAGMA wal_checkpoint(PASSIVE)')
  }

  commit(batches: readonly WriteBatch[]): FromWriter {
    try {
      return this.#commitOf(batches, { alone: false })
    } catch (error) {
      this.#takeBack()
      if (threadError(error, this.#file).code !== 'mistake') return this.#failed(batches, error)
    }
    // One write went wrong in a way that is not the disk's: the others are not to suffer from it.
    try {
      return this.#commitOf(batches, { alone: true })
    } catch (error) {
      this.#takeBack()
      return this.#failed(batches, error)
    }
  }

  #commitOf(batches: readonly WriteBatch[], how: { alone: boolean }): FromWriter {
    this.#begin.run()
    const results = batches.map((batch) => this.#batch(batch, how.alone))
    this.#cache.writeMarkers()
    this.#commit.run()
    this.#cache.age()
    return { results, checkpointDue: this.#isCheckpointDue() }
  }

  #takeBack(): void {
    this.#cache.forget()
    if (this.#db.isTransaction) this.#rollback.run()
  }

  #failed(batches: readonly WriteBatch[], error: unknown): FromWriter {
    const failed = threadError(error, this.#file)
    return { results: batches.map(() => ({ failed })), checkpointDue: true }
  }

  #batch(batch: WriteBatch, alone: boolean): BatchResult {
    const { entries, calls } = batch
    const count = entries.length / 3
    const places = new Float64Array(count * 2)
    const others: OtherResult[] = []
    let plains = 0
    for (let index = 0; index < count; index += 1) {
      if (entries[3 * index] === 0) {
        const call = calls[index - plains]!
        others.push(alone ? this.#alone(() => this.#call(call)) : this.#call(call))
        continue
      }
      const message = plainMessage(batch, index, plains)
      const outcome = alone ? this.#alone(() => this.#log.plain(message)) : this.#log.plain(message)
      plains += 1
      if ('seq' in outcome) {
        places[2 * index] = outcome.seq
        places[2 * index + 1] = outcome.messages
      } else others.push('error' in outcome ? outcome : { value: outcome satisfies Appended })
    }
    return { places, others }
  }

  /** Does one entry of a commit so that a mistake in it takes back itself alone. */
  #alone<T>(entry: () => T): T | { error: ThreadError } {
    this.#db.exec('SAVEPOINT entry')
    try {
      const outcome = entry()
      this.#cache.writeMarkers()
      this.#db.exec('RELEASE entry')
      return outcome
    } catch (thrown) {
      const error = threadError(thrown, this.#file)
      if (error.code !== 'mistake' || !this.#db.isTransaction) throw thrown
      this.#db.exec('ROLLBACK TO entry; RELEASE entry')
      this.#cache.forget()
      return { error }
    }
  }

  /**
   * A write of the log is checked before it changes anything: it needs no savepoint of its own unless
   * something goes wrong after all. Another call is taken back alone, as long as SQLite keeps the rest.
   */
  #call({ name, args }: WriterCall): OtherResult {
    const run = this.#calls[name as keyof WriterCalls] as (...args: unknown[]) => unknown
    if (name === 'append' || name === 'markRead') return { value: run(...args) }
    this.#db.exec('SAVEPOINT call')
    try {
      const value = run(...args)
      this.#db.exec('RELEASE call')
      return { value }
    } catch (error) {
      if (!this.#db.isTransaction) throw error
      this.#db.exec('ROLLBACK TO call; RELEASE call')
      return { error: threadError(error, this.#file) }
    }
  }

  #isCheckpointDue(): boolean {
    this.#commits += 1
    if (this.#commits % LOOK_AT_LOG_EVERY !== 0) return false
    const { log, checkpointed } = this.#logSize.get()!
    return log - checkpointed > CHECKPOINT_PAGES
  }

  /**
   * Another thread has worked most of the log into the file; the rest is done here, where nothing is
   * added meanwhile, so that the log begins anew and does not grow without end.
   */
  finishCheckpoint(): void {
    try {
      this.#checkpoint.all()
    } catch (error) {
      // The log stays as it is and grows; the next commit meets what is wrong, if it lasts.
      if (sqliteCode(error) === null) throw error
    }
  }
}

/** The message of a batch's entry, the so many-th plain one in it. */
function plainMessage(
  { entries, conversations, authors, cids, texts }: WriteBatch,
  index: number,
  plain: number,
): PlainMessage {
  const marks = entries[3 * index]!
  return {
    conversation: conversations[plain]!,
    author: authors[plain]!,
    cid: cids[plain]!,
    at: entries[3 * index + 1]!,
    text: texts[plain]!,
    replyTo: entries[3 * index + 2]!,
    needsMember: (marks & NEEDS_MEMBER) !== 0,
    needsOpen: (marks & NEEDS_OPEN) !== 0,
    makesDirect: (marks & MAKES_DIRECT) !== 0,
  }
}
