import { existsSync, rmSync } from 'node:fs'
import { StorageFailed } from '../storage.ts'
import { copyDatabase } from './sqlite-copier.ts'
import { threadError } from './sqlite-errors.ts'
import { sqliteFiles } from './sqlite-files.ts'
import { lockSpace } from './sqlite-lock.ts'
import { makePrivateFile, placeFile, syncFile, syncFolder } from '../files/private-file.ts'
import { assertIsSpace } from './sqlite-open.ts'

/**
 * Puts a backup into a folder that holds no space. Whoever opens it first gives it a new epoch, also where
 * it was copied by hand and has one still.
 * @throws StorageFailed; nothing is changed then
 */
export function restoreSqliteSpace(backup: string, folder: string): void {
  const files = sqliteFiles({ folder })
  if (!existsSync(backup)) throw new StorageFailed(`there is no file ${backup}`)
  assertIsSpace(backup)
  const unlock = lockSpace(files)
  const draft = `${files.database}.restored`
  const leftovers = [draft, `${draft}-journal`]
  try {
    const there = [files.database, `${files.database}-wal`, files.search].find(existsSync)
    if (there !== undefined)
      throw new StorageFailed(
        `${there} is there already: restore into an empty folder, or move what is there away first`,
      )
    for (const leftover of leftovers) rmSync(leftover, { force: true })
    makePrivateFile(draft)
    copyDatabase(backup, draft)
    syncFile(draft)
    placeFile(draft, files.database)
    syncFolder(files.folder)
  } catch (error) {
    if (error instanceof StorageFailed) throw error
    throw new StorageFailed(`nothing was restored: ${threadError(error, backup).message}`)
  } finally {
    for (const leftover of leftovers) rmSync(leftover, { force: true })
    unlock()
  }
}
