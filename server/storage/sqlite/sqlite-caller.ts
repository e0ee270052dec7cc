import { StorageFailed } from '../storage.ts'
import { StorageDamaged, thrownError, type ThreadError } from './sqlite-errors.ts'
import { ThreadLink, type StartThread, type ThreadData } from './sqlite-thread-link.ts'

/** Functions that a thread runs for others. */
export type Calls = Record<string, (...args: never[]) => unknown>

/** Calls on their way to a thread: everything that was asked in one turn of the event loop. */
export type CallBatch = { calls: { id: number; name: string; args: unknown[] }[] }
/** Answers as JSON, which is cheaper to take in than objects, but for those that hold bytes. */
export type CallAnswers = {
  answers: ({ id: number } & (
    { json: string | undefined } | { value: unknown } | { error: ThreadError }
  ))[]
}

type Waiting = { resolve: (value: never) => void; reject: (error: Error) => void }

/** Calls the functions of a thread. */
export class SqliteCaller<C extends Calls> {
  readonly #waiting = new Map<number, Waiting>()
  readonly #onFailed: (why: StorageFailed) => void
  #link: ThreadLink | null = null
  #calls: CallBatch['calls'] = []
  #lastId = 0
  #ended: StorageFailed | null = null

  private constructor(onFailed: (why: StorageFailed) => void) {
    this.#onFailed = onFailed
  }

  static async start<C extends Calls>(
    startThread: StartThread,
    data: ThreadData,
    onFailed: (why: StorageFailed) => void,
  ): Promise<SqliteCaller<C>> {
    const caller = new SqliteCaller<C>(onFailed)
    const { link } = await ThreadLink.start(startThread, data, {
      message: (message) => caller.#answered(message as CallAnswers),
      ended: (why) => caller.#end(why),
    })
    caller.#link = link
    return caller
  }

  call<K extends keyof C & string>(name: K, ...args: Parameters<C[K]>): Promise<ReturnType<C[K]>> {
    if (this.#ended) return Promise.reject(this.#ended)
    return new Promise((resolve, reject) => {
      const id = (this.#lastId += 1)
      this.#waiting.set(id, { resolve, reject })
      if (this.#calls.length === 0) setImmediate(() => this.#post())
      this.#calls.push({ id, name, args })
    })
  }

  #post(): void {
    if (this.#calls.length === 0) return
    const calls = this.#calls
    this.#calls = []
    this.#link?.post({ calls } satisfies CallBatch)
  }

  #answered({ answers }: CallAnswers): void {
    for (const answer of answers) {
      const waiting = this.#waiting.get(answer.id)
      this.#waiting.delete(answer.id)
      if ('error' in answer) this.#refused(answer.error, waiting)
      else if ('value' in answer) waiting?.resolve(answer.value as never)
      else
        waiting?.resolve((answer.json === undefined ? undefined : JSON.parse(answer.json)) as never)
    }
  }

  #refused(told: ThreadError, waiting: Waiting | undefined): void {
    const error = thrownError(told)
    waiting?.reject(error)
    if (error instanceof StorageDamaged) this.#onFailed(error)
  }

  #end(why: StorageFailed): void {
    const isClosed = this.#ended !== null
    this.#ended ??= why
    for (const { reject } of this.#waiting.values()) reject(this.#ended)
    this.#waiting.clear()
    if (!isClosed) this.#onFailed(why)
  }

  /** Lets the thread answer what it was asked, then ends it. */
  async close(): Promise<void> {
    this.#post()
    this.#ended = new StorageFailed('the storage is closed')
    await this.#link?.close()
  }
}
