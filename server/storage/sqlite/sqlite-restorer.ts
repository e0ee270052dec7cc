import { existsSync, rmSync } from 'node:fs'
import type { MessagePort } from 'node:worker_threads'
import { StorageFailed } from '../storage.ts'
import { copyDatabase } from './sqlite-copier.ts'
import { threadError } from './sqlite-errors.ts'
import type { SqliteFiles } from './sqlite-files.ts'
import { lockSpace } from './sqlite-lock.ts'
import { makePrivateFile, placeFile, syncFile, syncFolder } from '../files/private-file.ts'
import { assertIsSpace } from './sqlite-open.ts'
import type { ThreadData } from './sqlite-thread-link.ts'

/**
 * Puts a backup into a folder that holds no space, and ends. Whoever opens it first gives it a new epoch,
 * also where it was copied by hand and has one still.
 */
export function runRestorer(port: MessagePort, { files, backup = '' }: ThreadData): void {
  restore(files, backup)
  port.postMessage({ ready: null })
  port.close()
}

/** @throws StorageFailed; nothing is changed then */
function restore(files: SqliteFiles, backup: string): void {
  if (!existsSync(backup)) throw new StorageFailed(`there is no file ${backup}`)
  try {
    assertIsSpace(backup)
    const unlock = lockSpace(files)
    try {
      restoreInto(files, backup)
    } finally {
      unlock()
    }
  } catch (error) {
    throw failure(error, files, backup)
  }
}

function restoreInto({ database, folder, search }: SqliteFiles, backup: string): void {
  const draft = `${database}.restored`
  const leftovers = [draft, `${draft}-journal`]
  try {
    const there = [database, `${database}-wal`, search].find(existsSync)
    if (there !== undefined)
      throw new StorageFailed(
        `${there} is there already: restore into an empty folder, or move what is there away first`,
      )
    for (const leftover of leftovers) rmSync(leftover, { force: true })
    makePrivateFile(draft)
    copyDatabase(backup, draft)
    syncFile(draft)
    placeFile(draft, database)
    syncFolder(folder)
  } finally {
    for (const leftover of leftovers) rmSync(leftover, { force: true })
  }
}

/** Told of the file that it is about: what may be damaged is the backup, and room is missing for its copy. */
function failure(error: unknown, { database }: SqliteFiles, backup: string): StorageFailed {
  if (error instanceof StorageFailed) return error
  const { code, message } = threadError(error, backup)
  const said = code === 'full' ? threadError(error, database).message : message
  return new StorageFailed(`nothing was restored: ${said}`)
}
