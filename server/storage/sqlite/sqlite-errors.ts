import { StorageFailed, StorageFull, StorageInUse } from '../storage.ts'

/** An error as it travels between threads. A `mistake` is one in the program, not in the file or disk. */
export type ThreadError = {
  code: 'full' | 'damaged' | 'inUse' | 'failed' | 'mistake'
  message: string
}

const FULL = 13
const DAMAGED = new Set([11, 26])
const BUSY = new Set([5, 6])
/** Error, not found, schema, too big, constraint, mismatch, misuse, range. */
const MISTAKES = new Set([1, 12, 17, 18, 19, 20, 21, 25])

/** What went wrong in SQLite: its primary result code, or null where the error is not of SQLite. */
export function sqliteCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error)) return null
  return typeof error.errcode === 'number' ? error.errcode & 0xff : null
}

export function isBusy(error: unknown): boolean {
  return BUSY.has(sqliteCode(error) ?? 0)
}

/** What a thread tells of an error that it met in `file`. */
export function threadError(error: unknown, file: string): ThreadError {
  if (error instanceof StorageFull) return { code: 'full', message: error.message }
  if (error instanceof StorageInUse) return { code: 'inUse', message: error.message }
  if (error instanceof StorageFailed) return { code: 'failed', message: error.message }
  const said = error instanceof Error ? error.message : String(error)
  const code = sqliteCode(error)
  if (code === null || MISTAKES.has(code)) return { code: 'mistake', message: said }
  if (code === FULL)
    return { code: 'full', message: `no room for ${file}: free space on its disk, then go on` }
  if (DAMAGED.has(code)) return { code: 'damaged', message: damaged(file, said) }
  return { code: 'failed', message: `${file} cannot be read or written (${said}): check its disk` }
}

export function damaged(file: string, how: string): string {
  return `${file} is damaged (${how}). Nothing was changed in it: stop the server, keep the file, and put back a backup`
}

/** Thrown where the file turned out to be damaged: the server had better stop. */
export class StorageDamaged extends StorageFailed {}

export function thrownError({ code, message }: ThreadError): Error {
  if (code === 'full') return new StorageFull(message)
  if (code === 'mistake') return new Error(message)
  if (code === 'inUse') return new StorageInUse(message)
  return code === 'damaged' ? new StorageDamaged(message) : new StorageFailed(message)
}
