import { isMainThread, parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { threadError } from './sqlite-errors.ts'
import type { ThreadData, ThreadRole, ThreadStarted } from './sqlite-thread-link.ts'

/** Each thread loads what its part needs, so that it starts soon. */
const PARTS: Record<ThreadRole, () => Promise<(port: MessagePort, data: ThreadData) => void>> = {
  writer: async () => (await import('./sqlite-writer.ts')).runWriter,
  reader: async () => (await import('./sqlite-reader.ts')).runReader,
  keeper: async () => (await import('./sqlite-keeper.ts')).runKeeper,
  copier: async () => (await import('./sqlite-copier.ts')).runCopier,
  restorer: async () => (await import('./sqlite-restorer.ts')).runRestorer,
  checker: async () => (await import('./sqlite-copier.ts')).runChecker,
}

/** Does a part in storage for the other side of `port`. */
export async function runSqlitePart(port: MessagePort, data: ThreadData): Promise<void> {
  try {
    const run = await PARTS[data.role]()
    run(port, data)
  } catch (error) {
    port.postMessage({ error: threadError(error, data.files.database) } satisfies ThreadStarted)
    port.close()
  }
}

if (!isMainThread && (workerData as Partial<ThreadData> | null)?.role)
  void runSqlitePart(parentPort!, workerData as ThreadData)
