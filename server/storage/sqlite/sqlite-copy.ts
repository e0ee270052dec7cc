import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { StorageFailed } from '../storage.ts'
import { sqliteFiles } from './sqlite-files.ts'
import { startSqliteThread, ThreadLink, type StartThread } from './sqlite-thread-link.ts'

/**
 * Copies the space in a folder to a new file, from outside of the server that may have it open.
 * @throws StorageFailed
 */
export async function copySqliteSpace(
  folder: string,
  target: string,
  startThread: StartThread = startSqliteThread,
): Promise<void> {
  const files = sqliteFiles({ folder })
  if (!existsSync(files.database)) throw new StorageFailed(`no space is kept in ${folder}`)
  const heard = { message() {}, ended() {} }
  await ThreadLink.start(startThread, { role: 'copier', files, target: resolve(target) }, heard)
}
