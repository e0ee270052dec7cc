import { mkdirSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { StorageInUse } from '../storage.ts'
import { isBusy } from './sqlite-errors.ts'
import type { SqliteFiles } from './sqlite-files.ts'
import { prepare } from './sqlite-statement.ts'

/**
 * Takes the space for this process, until the returned function is called or the process ends however
 * it ends: the lock is the operating system's, held by an open transaction on a file of its own.
 * @throws StorageInUse where another server holds it
 */
export function lockSpace({ lock, folder }: SqliteFiles): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const db = new DatabaseSync(lock)
  try {
    db.exec('PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF')
    db.exec(
      'CREATE TABLE IF NOT EXISTS holder (id INTEGER PRIMARY KEY CHECK (id = 1), process INT)',
    )
    prepare(db, 'INSERT OR REPLACE INTO holder VALUES (1, ?)').run(process.pid)
    db.exec('BEGIN IMMEDIATE')
  } catch (error) {
    const holder = isBusy(error) ? holderOf(db) : null
    db.close()
    if (!isBusy(error)) throw error
    const who =
      holder === null ? 'another Parley server' : `another Parley server (process ${holder})`
    throw new StorageInUse(
      `${folder} is in use by ${who}: stop it first, or start this one with another folder`,
    )
  }
  return () => db.close()
}

function holderOf(db: DatabaseSync): number | null {
  try {
    const row = prepare<{ process: number }>(db, 'SELECT process FROM holder').get()
    return row?.process ?? null
  } catch {
    return null
  }
}
