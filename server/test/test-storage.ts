import { onTestFinished } from 'vitest'
import { openMemoryStorage } from '../storage/memory/memory-storage.ts'
import { bundledThread } from '../storage/sqlite/bundled-thread.contract.ts'
import { openSqliteStorage, type StartThread } from '../storage/sqlite/sqlite-storage.ts'
import type { Storage } from '../storage/storage.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** What a real server is tested on: the quick one, and the one that people use. */
export const storageKinds = ['memory', 'sqlite'] as const
export type StorageKind = (typeof storageKinds)[number]

/** An empty storage, gone when the test ends. */
export async function openTestStorage(kind: StorageKind, start?: StartThread): Promise<Storage> {
  if (kind === 'memory') return openMemoryStorage()
  const startThread = start ?? (await bundledThread())
  const storage = await openSqliteStorage({ folder: temporaryFolder(), startThread })
  onTestFinished(() => storage.upkeep.close())
  return storage
}
