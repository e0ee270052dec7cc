import { Worker, type WorkerOptions } from 'node:worker_threads'

const SOURCES = {
  'sqlite-thread': new URL('../../storage/sqlite/sqlite-thread.ts', import.meta.url),
  'password-worker': new URL('../../security/password-worker.ts', import.meta.url),
}

/** The server's own threads, by the file that each begins with. */
export type ThreadName = keyof typeof SOURCES

export function startThread(name: ThreadName, options: WorkerOptions = {}): Worker {
  return new Worker(SOURCES[name], options)
}
