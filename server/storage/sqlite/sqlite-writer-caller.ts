import type { Event, MessageEvent } from '../../../protocol/index.ts'
import { committedFrom } from '../committed.ts'
import { StorageFailed, type Appended, type Committed, type Write } from '../storage.ts'
import {
  MAKES_DIRECT,
  NEEDS_MEMBER,
  NEEDS_OPEN,
  PLAIN,
  type BatchResult,
  type FromWriter,
  type OtherResult,
  type ToWriter,
  type WriterCall,
} from './sqlite-batch.ts'
import { StorageDamaged, thrownError } from './sqlite-errors.ts'
import { ThreadLink, type StartThread, type ThreadData } from './sqlite-thread-link.ts'
import type { WriterReady } from './sqlite-writer.ts'
import type { WriterCalls } from './sqlite-writer-calls.ts'

/** A batch of so many is sent at once, so that the writer works on it while the next one grows. */
const BATCH_ENTRIES = 1_024

type Asked = {
  /** Of an append. */
  write: Write | null
  resolve: (value: never) => void
  reject: (error: Error) => void
}
type Growing = {
  asked: Asked[]
  entries: number[]
  conversations: string[]
  authors: string[]
  cids: (string | null)[]
  texts: string[]
  calls: WriterCall[]
}
type Heard = {
  committed(committed: readonly Committed[]): void
  checkpointDue(): void
  failed(why: StorageFailed): void
}

/** Sends writes to the writer's thread, all of one turn of the event loop together, and settles them. */
export class SqliteWriterCaller {
  readonly #heard: Heard
  readonly #sent: Asked[][] = []
  #link: ThreadLink | null = null
  #growing: Growing = newBatch()
  #ended: StorageFailed | null = null

  private constructor(heard: Heard) {
    this.#heard = heard
  }

  static async start(
    startThread: StartThread,
    data: ThreadData,
    heard: Heard,
  ): Promise<{ writer: SqliteWriterCaller; ready: WriterReady }> {
    const writer = new SqliteWriterCaller(heard)
    const { link, ready } = await ThreadLink.start<WriterReady>(startThread, data, {
      message: (message) => writer.#answered(message as FromWriter),
      ended: (why) => writer.#end(why),
    })
    writer.#link = link
    return { writer, ready }
  }

  append(write: Write): Promise<Appended> {
    return this.#ask(write, (batch) => {
      if (!addPlain(batch, write)) addCall(batch, 'append', [write])
    })
  }

  call<K extends keyof WriterCalls & string>(
    name: K,
    ...args: Parameters<WriterCalls[K]>
  ): Promise<ReturnType<WriterCalls[K]>> {
    return this.#ask(null, (batch) => addCall(batch, name, args))
  }

  #ask<T>(write: Write | null, add: (batch: Growing) => void): Promise<T> {
    if (this.#ended) return Promise.reject(this.#ended)
    return new Promise<T>((resolve, reject) => {
      const batch = this.#growing
      if (batch.asked.length === 0) setImmediate(() => this.#post())
      add(batch)
      batch.asked.push({ write, resolve, reject })
      if (batch.asked.length === BATCH_ENTRIES) this.#post()
    })
  }

  #post(): void {
    const { asked, entries, ...rest } = this.#growing
    if (asked.length === 0) return
    this.#growing = newBatch()
    this.#sent.push(asked)
    this.#tell({ batch: { entries: Float64Array.from(entries), ...rest } })
  }

  #tell(message: ToWriter): void {
    this.#link?.post(message)
  }

  /** Lets the writer take over what little of a checkpoint came after it was made. */
  finishCheckpoint(): void {
    this.#tell({ checkpoint: true })
  }

  #answered({ results, checkpointDue }: FromWriter): void {
    const settled = results.map((result) => settledBy(this.#sent.shift() ?? [], result))
    const committed = committedFrom(settled.flatMap(({ appended }) => appended))
    if (committed.length > 0) this.#heard.committed(committed)
    for (const { settle } of settled) settle()
    const damage = settled.find(({ error }) => error instanceof StorageDamaged)
    if (damage) this.#heard.failed(damage.error as StorageDamaged)
    if (checkpointDue) this.#heard.checkpointDue()
  }

  #end(why: StorageFailed): void {
    const isClosed = this.#ended !== null
    this.#ended ??= why
    for (const asked of [...this.#sent, this.#growing.asked])
      for (const { reject } of asked) reject(this.#ended)
    this.#sent.length = 0
    if (!isClosed) this.#heard.failed(why)
  }

  /** Takes nothing more; what was asked is still done. */
  stop(): void {
    this.#post()
    this.#ended ??= new StorageFailed('the storage is closed')
  }

  /** Ends the thread once it has done what was asked. */
  async close(): Promise<void> {
    this.stop()
    await this.#link?.close()
  }
}

function newBatch(): Growing {
  return { asked: [], entries: [], conversations: [], authors: [], cids: [], texts: [], calls: [] }
}

function addCall(batch: Growing, name: string, args: unknown[]): void {
  batch.entries.push(0, 0, 0)
  batch.calls.push({ name, args })
}

/** Adds a write as columns, if it is one message without anything special about it. */
function addPlain(
  batch: Growing,
  { conversation, author, cid, at, events, create, require }: Write,
): boolean {
  const event = events[0]
  if (events.length !== 1 || event?.kind !== 'message') return false
  if (event.text === null || require?.structure !== undefined || require?.target) return false
  if (create && (require || !isPlainMaking(conversation, create))) return false
  const marks =
    PLAIN |
    (require?.member ? NEEDS_MEMBER : 0) |
    (require?.open ? NEEDS_OPEN : 0) |
    (create ? MAKES_DIRECT : 0)
  batch.entries.push(marks, at, event.replyTo ?? 0)
  batch.conversations.push(conversation)
  batch.authors.push(author)
  batch.cids.push(cid)
  batch.texts.push(event.text)
  return true
}

/** Whether its name tells all that there is to know of a conversation that may have to be made. */
function isPlainMaking(conversation: string, create: NonNullable<Write['create']>): boolean {
  return create.kind === 'direct' && conversation === `${create.people[0]}.${create.people[1]}`
}

/** What came of each that was asked, and the way to tell those who wait. */
function settledBy(
  asked: Asked[],
  result: BatchResult,
): { appended: Appended[]; error?: Error; settle: () => void } {
  if ('failed' in result) {
    const error = thrownError(result.failed)
    return { appended: [], error, settle: () => asked.forEach(({ reject }) => reject(error)) }
  }
  const appended: Appended[] = []
  const others = result.others[Symbol.iterator]()
  const outcomes = asked.map(({ write }, index): OtherResult => {
    const seq = result.places[2 * index]!
    const outcome =
      write && seq > 0
        ? { value: storedPlain(write, seq, result.places[2 * index + 1]!) }
        : (others.next().value as OtherResult)
    if (write && 'value' in outcome) appended.push(outcome.value as Appended)
    return outcome
  })
  return {
    appended,
    settle: () => outcomes.forEach((outcome, index) => settle(asked[index]!, outcome)),
  }
}

function storedPlain(
  { conversation, author, cid, at, events }: Write,
  seq: number,
  messages: number,
): Appended {
  const { text, replyTo } = events[0] as MessageEvent
  const event: Event = { seq, at, author, messages, kind: 'message', text }
  if (cid !== null) event.cid = cid
  if (replyTo !== undefined) event.replyTo = replyTo
  return { conversation, events: [event], repeated: false }
}

function settle({ resolve, reject }: Asked, outcome: OtherResult): void {
  if ('error' in outcome) reject(thrownError(outcome.error))
  else resolve(outcome.value as never)
}
