import { EventEmitter } from 'node:events'
import { MessageChannel, type Worker } from 'node:worker_threads'
import type { StartThread } from '../storage/sqlite/sqlite-storage.ts'
import { runSqlitePart } from '../storage/sqlite/sqlite-thread.ts'

/**
 * SQLite's parts without threads of their own: the same statements and transactions in the same order,
 * and a store that opens in milliseconds, so that hundreds of tests may have one each.
 */
export const sameThread: StartThread = (data) => {
  const { port1, port2 } = new MessageChannel()
  const worker = new EventEmitter()
  port1.on('message', (message) => worker.emit('message', message))
  port1.on('close', () => worker.emit('exit', 0))
  void runSqlitePart(port2, data)
  const sides = { postMessage: (message: unknown) => port1.postMessage(message) }
  return Object.assign(worker, sides) as unknown as Worker
}
