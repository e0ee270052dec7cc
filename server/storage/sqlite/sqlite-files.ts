import { dirname, join, resolve } from 'node:path'

/** The files of a space. Beside `database` SQLite keeps `-wal` and `-shm` while it is open. */
export type SqliteFiles = {
  folder: string
  /** Everything; what a backup copies. */
  database: string
  /** The words of messages: made from the database, and made anew where it is missing. */
  search: string
  /** Held by the server that has the space open. */
  lock: string
}

export function sqliteFiles(where: { folder: string } | { file: string }): SqliteFiles {
  const database = resolve('file' in where ? where.file : join(where.folder, 'parley.db'))
  const stem = database.replace(/\.db$/, '')
  return {
    folder: dirname(database),
    database,
    search: `${stem}-search.db`,
    lock: `${stem}.lock`,
  }
}
