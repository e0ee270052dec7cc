import type { Worker } from 'node:worker_threads'
import { startThread } from '../../supplies/source/start-thread.ts'
import { StorageFailed } from '../storage.ts'
import { thrownError, type ThreadError } from './sqlite-errors.ts'
import type { SqliteFiles } from './sqlite-files.ts'

export type ThreadRole = 'writer' | 'reader' | 'keeper' | 'copier' | 'restorer' | 'checker'

/** What a thread is told at its start; `sqlite-thread.ts` acts on it. */
export type ThreadData = {
  role: ThreadRole
  files: SqliteFiles
  /** Of the writer: how far the database may grow. */
  maxBytes?: number
  /** Of the copier: where to. */
  target?: string
  /** Of the restorer: where from. */
  backup?: string
}
/** Starts a thread that runs `sqlite-thread.ts`. */
export type StartThread = (data: ThreadData) => Worker

export const startSqliteThread: StartThread = (workerData) =>
  startThread('sqlite-thread', {
    workerData,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    name: `parley-${workerData.role}`,
  })

/** The first message of every thread. */
export type ThreadStarted = { ready: unknown } | { error: ThreadError }

/** A thread that cannot even start leaves no storage, whatever the reason. */
function notStarted(error: ThreadError): Error {
  return error.code === 'mistake' ? new StorageFailed(error.message) : thrownError(error)
}

/** This side of a thread: started, spoken to, and known to have ended. */
export class ThreadLink {
  readonly #worker: Worker
  readonly #ended: Promise<void>

  private constructor(worker: Worker, ended: Promise<void>) {
    this.#worker = worker
    this.#ended = ended
  }

  /** Resolves once the thread says that it is ready; rejects with the error that it met instead. */
  static start<Ready>(
    startThread: StartThread,
    data: ThreadData,
    heard: { message(message: unknown): void; ended(why: StorageFailed): void },
  ): Promise<{ link: ThreadLink; ready: Ready }> {
    const worker = startThread(data)
    return new Promise((resolve, reject) => {
      let why = 'it ended'
      let isStarted = false
      const ended = new Promise<void>((end) => worker.once('exit', () => end()))
      const link = new ThreadLink(worker, ended)
      worker.once('message', (started: ThreadStarted) => {
        if ('error' in started) return reject(notStarted(started.error))
        isStarted = true
        worker.on('message', heard.message)
        resolve({ link, ready: started.ready as Ready })
      })
      worker.on('error', (error) => (why = error instanceof Error ? error.message : String(error)))
      worker.once('exit', () => {
        const failed = new StorageFailed(
          `storage stopped working (${data.role}: ${why}): restart the server`,
        )
        if (isStarted) heard.ended(failed)
        else reject(failed)
      })
    })
  }

  post(message: unknown): void {
    this.#worker.postMessage(message)
  }

  /** Lets the thread finish what it was told, close its files and end. */
  async close(): Promise<void> {
    this.#worker.postMessage({ close: true })
    await this.#ended
  }
}
