import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openMemoryStorage } from '../storage/memory/memory-storage.ts'
import { openSqliteStorage } from '../storage/sqlite/sqlite-storage.ts'
import type { Storage } from '../storage/storage.ts'

/** What a real server is tested on: the quick one, and the one that people use. */
export const storageKinds = ['memory', 'sqlite'] as const
export type StorageKind = (typeof storageKinds)[number]

/** An empty storage, gone when the test ends. */
export async function openTestStorage(kind: StorageKind): Promise<Storage> {
  if (kind === 'memory') return openMemoryStorage()
  const folder = mkdtempSync(join(tmpdir(), 'parley-storage-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const storage = await openSqliteStorage({ folder })
  onTestFinished(() => storage.upkeep.close())
  return storage
}
