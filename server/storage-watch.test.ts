import { expect, it, onTestFinished, vi } from 'vitest'
import { createLogger } from './observability/logger.ts'
import { StorageWatch } from './storage-watch.ts'
import { StorageFailed, StorageFull } from './storage/storage.ts'

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

it('goes on looking for room where one look went wrong', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { watch } = watched()
  const health = { writable: true, bytes: 0, events: 0, users: 0 }
  const looks = [
    () => Promise.reject(new Error('busy')),
    () => Promise.resolve({ ...health, writable: false }),
  ]
  watch.start({ health: () => looks.shift()?.() ?? Promise.resolve(health) })
  watch.reported(new StorageFull('no room'))
  for (const left of [1, 0]) {
    await vi.advanceTimersByTimeAsync(1_000)
    expect(looks).toHaveLength(left)
    expect(watch.isFull).toBe(true)
  }
  await vi.advanceTimersByTimeAsync(1_000)
  expect(watch.isFull).toBe(false)
  watch.stop()
})
