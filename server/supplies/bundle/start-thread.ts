import { Worker, type WorkerOptions } from 'node:worker_threads'
import type { ThreadName } from '../source/start-thread.ts'
import { assetText } from './asset.ts'

/** Starts a thread from its own bundle: its code is read where the rest is, so that no file is needed. */
export function startThread(name: ThreadName, options: WorkerOptions = {}): Worker {
  return new Worker(assetText(`${name}.cjs`), { ...options, eval: true })
}
