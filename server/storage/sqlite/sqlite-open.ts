import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, openSync, readSync, renameSync, rmSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { Epoch } from '../../../protocol/index.ts'
import { StorageFailed } from '../storage.ts'
import { damaged } from './sqlite-errors.ts'
import type { SqliteFiles } from './sqlite-files.ts'
import { makePrivateFile, syncFile, syncFolder } from '../files/private-file.ts'
import { APPLICATION_ID, migrations, type Migration } from './sqlite-schema.ts'
import { pragma, prepare } from './sqlite-statement.ts'

export type OpenedSpace = {
  db: DatabaseSync
  epoch: Epoch
  /** The last server did not close the space, and it is too large to check before it is used. */
  isCheckDue: boolean
}

/** Up to this size a file is checked thoroughly before it is used; a greater one after a crash, while in use. */
const CHECKED_BYTES = 16 * 1024 * 1024

/**
 * Opens the database for writing, makes it where there is none, and brings it to this version.
 * @throws StorageFailed where the file is damaged, not ours, or of a newer version; it stays as it is
 */
export function openSpace(
  files: SqliteFiles,
  steps: readonly Migration[] = migrations,
): OpenedSpace {
  if (!existsSync(files.database)) makeDatabase(files, steps)
  checkHeader(files.database)
  checkVersion(files.database, steps)
  const wasInterrupted = hasWal(files.database)
  const db = new DatabaseSync(files.database, { timeout: 5_000 })
  try {
    useWal(db, files.database)
    const isChecked = checkWhole(db, files.database)
    migrate(db, steps)
    return { db, epoch: epochOf(db), isCheckDue: wasInterrupted && !isChecked }
  } catch (error) {
    db.close()
    throw error
  }
}

/**
 * Makes what a connection writes durable: the writer's commits and the keeper's checkpoints. macOS leaves
 * what was synced in the drive's cache unless asked for more; elsewhere asking changes nothing.
 */
export const DURABLY = `
  PRAGMA synchronous = FULL;
  PRAGMA fullfsync = ON;
  PRAGMA checkpoint_fullfsync = ON;
`

/** Settings of every connection to the database. Checkpoints are asked for, never taken by chance. */
export function configure(db: DatabaseSync): void {
  db.exec(`
    ${DURABLY}
    PRAGMA wal_autocheckpoint = 0;
    PRAGMA journal_size_limit = 67108864;
    PRAGMA cache_size = -32000;
    PRAGMA temp_store = MEMORY;
    PRAGMA secure_delete = ON;
  `)
}

function hasWal(file: string): boolean {
  return existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0
}

/** Under another name first: an empty file under the right one is then a damaged one, and never ours to fill. */
function makeDatabase({ database, folder }: SqliteFiles, steps: readonly Migration[]): void {
  if (hasWal(database))
    throw new StorageFailed(
      `${database} is missing, but what was written to it last is there (${database}-wal): put the file back beside it`,
    )
  const draft = `${database}.new`
  for (const leftover of [draft, `${draft}-journal`]) rmSync(leftover, { force: true })
  makePrivateFile(draft)
  const db = new DatabaseSync(draft)
  try {
    db.exec(`PRAGMA page_size = 4096; PRAGMA application_id = ${APPLICATION_ID}`)
    migrate(db, steps)
  } finally {
    db.close()
  }
  syncFile(draft)
  renameSync(draft, database)
  syncFolder(folder)
}

/** Whether the file could be opened as a space, which it is not. @throws StorageFailed */
export function assertIsSpace(file: string): void {
  checkHeader(file)
  checkVersion(file, migrations)
}

function checkHeader(file: string): void {
  const header = Buffer.alloc(100)
  const handle = openSync(file, 'r')
  const length = readSync(handle, header, 0, 100, 0)
  closeSync(handle)
  if (length === 0) throw new StorageFailed(damaged(file, 'it is empty'))
  if (length < 100 || header.toString('latin1', 0, 16) !== 'SQLite format 3\0')
    throw new StorageFailed(damaged(file, 'it does not begin like a database'))
  if (header.readUInt32BE(68) !== APPLICATION_ID)
    throw new StorageFailed(
      `${file} is a database of another program, not of Parley: choose another folder or file`,
    )
}

function checkVersion(file: string, steps: readonly Migration[]): void {
  const db = new DatabaseSync(file, { readOnly: true })
  const version = Number(pragma(db, 'user_version'))
  db.close()
  const known = steps.at(-1)!.version
  if (version > known)
    throw new StorageFailed(
      `${file} was written by a newer Parley (its schema is ${version}, this version knows ${known}): start that newer version, or put back a backup from before the update`,
    )
  if (version < 1) throw new StorageFailed(damaged(file, 'its version is missing'))
}

function useWal(db: DatabaseSync, file: string): void {
  if (pragma(db, 'journal_mode = WAL') !== 'wal')
    throw new StorageFailed(
      `${file} is on a disk where it cannot be kept safely: choose a folder on a local disk`,
    )
  configure(db)
  // What a crash left in the log goes into the file now, so that the file must be whole.
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
}

/** @returns whether all of the file was read */
function checkWhole(db: DatabaseSync, file: string): boolean {
  const bytes = Number(pragma(db, 'page_count')) * Number(pragma(db, 'page_size'))
  const { size } = statSync(file)
  if (size < bytes) throw new StorageFailed(damaged(file, `${bytes - size} bytes are missing`))
  const isSmall = size <= CHECKED_BYTES
  const fault = isSmall ? faultOf(db) : newestFault(db)
  if (fault !== null) throw new StorageFailed(damaged(file, fault))
  return isSmall
}

/** The first fault in the file's structure, or null. Reads all of it. */
export function faultOf(db: DatabaseSync): string | null {
  const found = pragma(db, 'quick_check(1)')
  return found === 'ok' ? null : (String(found).split('\n').at(-1) ?? '')
}

/** Reads the newest events by each way that leads to them. */
function newestFault(db: DatabaseSync): string | null {
  const newest = prepare<{ id: number; conversation: number; seq: number }>(
    db,
    'SELECT * FROM event ORDER BY id DESC LIMIT 100',
  ).all()
  const bySeq = prepare<{ id: number }>(
    db,
    'SELECT id FROM event WHERE conversation = ? AND seq = ?',
  )
  const lost = newest.find(({ id, conversation, seq }) => bySeq.get(conversation, seq)?.id !== id)
  return lost ? `event ${lost.id} cannot be found` : null
}

function migrate(db: DatabaseSync, steps: readonly Migration[]): void {
  for (const { version, sql } of steps) {
    if (version <= Number(pragma(db, 'user_version'))) continue
    db.exec('BEGIN IMMEDIATE')
    try {
      db.exec(`${sql}; PRAGMA user_version = ${version}; COMMIT`)
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK')
      throw error
    }
  }
}

/** A copy has no epoch of its own yet: positions of the original mean nothing in it. */
function epochOf(db: DatabaseSync): Epoch {
  const { epoch } = prepare<{ epoch: Epoch | null }>(db, 'SELECT epoch FROM space').get()!
  if (epoch !== null) return epoch
  const made = randomBytes(12).toString('base64url')
  prepare(db, 'UPDATE space SET epoch = ?').run(made)
  return made
}
