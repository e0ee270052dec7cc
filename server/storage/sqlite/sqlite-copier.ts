import { randomBytes } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { MessagePort } from 'node:worker_threads'
import { StorageFailed } from '../storage.ts'
import { damaged, threadError } from './sqlite-errors.ts'
import { makePrivateFile, placeFile, syncFile, syncFolder } from '../files/private-file.ts'
import { faultOf } from './sqlite-open.ts'
import { prepare } from './sqlite-statement.ts'
import type { ThreadData } from './sqlite-thread-link.ts'

/**
 * Copies the database as it was when it began, while writes go on, and ends. The file appears under its
 * name only once it is whole and durable. It has no epoch yet: a space that is started from it must not
 * be taken for the one that it was copied from, however often it is put back.
 */
export function runCopier(port: MessagePort, { files, target = '' }: ThreadData): void {
  const draft = `${target}.${randomBytes(6).toString('hex')}.partial`
  if (existsSync(target))
    throw new StorageFailed(`${target} exists already: a backup never writes over a file`)
  try {
    makePrivateFile(draft)
    copyDatabase(files.database, draft)
    syncFile(draft)
    placeFile(draft, target)
    syncFile(target)
    syncFolder(dirname(target))
  } catch (error) {
    const { message } = threadError(error, target)
    throw new StorageFailed(`no backup was made: ${message}`)
  } finally {
    for (const leftover of [draft, `${draft}-journal`]) rmSync(leftover, { force: true })
  }
  port.postMessage({ ready: null })
  port.close()
}

/** What is in the copy is whole; it has no epoch. */
export function copyDatabase(from: string, to: string): void {
  const db = new DatabaseSync(from, { readOnly: true, timeout: 5_000 })
  try {
    prepare(db, 'VACUUM INTO ?').run(to)
  } finally {
    db.close()
  }
  const copy = new DatabaseSync(to)
  try {
    copy.exec('PRAGMA journal_mode = DELETE; UPDATE space SET epoch = NULL')
  } finally {
    copy.close()
  }
}

/** Reads the whole file for faults in its structure, and ends. */
export function runChecker(port: MessagePort, { files }: ThreadData): void {
  const db = new DatabaseSync(files.database, { readOnly: true, timeout: 5_000 })
  try {
    const fault = faultOf(db)
    if (fault !== null) throw new StorageFailed(damaged(files.database, fault))
  } finally {
    db.close()
  }
  port.postMessage({ ready: null })
  port.close()
}
