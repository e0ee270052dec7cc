import { resolve } from 'node:path'
import { sqliteFiles } from './sqlite-files.ts'
import { startSqliteThread, ThreadLink, type StartThread } from './sqlite-thread-link.ts'

/**
 * Puts a backup into a folder that holds no space.
 * @throws StorageFailed, StorageInUse; nothing is changed then
 */
export async function restoreSqliteSpace(
  backup: string,
  folder: string,
  startThread: StartThread = startSqliteThread,
): Promise<void> {
  const files = sqliteFiles({ folder })
  const heard = { message() {}, ended() {} }
  await ThreadLink.start(startThread, { role: 'restorer', files, backup: resolve(backup) }, heard)
}
