import { expect, it } from 'vitest'
import { createLogger } from './observability/logger.ts'
import { StorageWatch } from './storage-watch.ts'
import { StorageFailed } from './storage/storage.ts'

function watched(): { watch: StorageWatch; failed: () => Promise<boolean> } {
  const watch = new StorageWatch(createLogger('silent'))
  const soon = () => new Promise<false>((resolve) => setImmediate(() => resolve(false)))
  return { watch, failed: () => Promise.race([watch.failed.then(() => true), soon()]) }
}

it('tells of a storage that failed', async () => {
  const { watch, failed } = watched()
  watch.reported(new StorageFailed('the disk is gone'))
  expect(await failed()).toBe(true)
})

it('does not call a storage failed that was closed, when somebody comes too late', async () => {
  const { watch, failed } = watched()
  watch.stop()
  watch.reported(new StorageFailed('the storage is closed'))
  expect(await failed()).toBe(false)
})
