import { DatabaseSync } from 'node:sqlite'
import type { MessagePort } from 'node:worker_threads'
import type { UserId } from '../../../protocol/index.ts'
import { runInTheBackground } from '../../threads/background.ts'
import type { SearchOptions } from '../storage.ts'
import { sqliteCode } from './sqlite-errors.ts'
import type { SqliteFiles } from './sqlite-files.ts'
import { SqliteIdentities } from './sqlite-identities.ts'
import { DURABLY } from './sqlite-open.ts'
import { SqliteSearch } from './sqlite-search.ts'
import { removeIndex, SqliteSearchIndex } from './sqlite-search-index.ts'
import { serveCalls } from './sqlite-serve.ts'
import type { ThreadData } from './sqlite-thread-link.ts'

export type KeeperCalls = ReturnType<typeof keeperCalls>

/** A quarter of a core that others want as well: whoever searches waits for this thread. */
const NICE = 5

/** Keeps the search index and the database's log in order, beside the writer, and searches. */
export function runKeeper(port: MessagePort, { files }: ThreadData): void {
  runInTheBackground(NICE)
  // Checkpoints need a connection that may write; nothing else does.
  const db = new DatabaseSync(files.database, { timeout: 5_000 })
  db.exec(
    `${DURABLY} PRAGMA wal_autocheckpoint = 0; PRAGMA query_only = ON; PRAGMA cache_size = -16000`,
  )
  const calls = keeperCalls(db, files)
  serveCalls(port, calls, files.database, () => {
    calls.close()
    db.close()
  })
  port.postMessage({ ready: null })
}

function keeperCalls(db: DatabaseSync, files: SqliteFiles) {
  const identities = new SqliteIdentities(db)
  let open: { index: SqliteSearchIndex; search: SqliteSearch } | null = null

  function opened() {
    if (open) return open
    const index = new SqliteSearchIndex(files.search, db)
    open = { index, search: new SqliteSearch(db, index, identities) }
    return open
  }

  /** A damaged index is no loss: it is thrown away and made anew. */
  function withIndex<T>(use: (opened: { index: SqliteSearchIndex; search: SqliteSearch }) => T): T {
    try {
      return use(opened())
    } catch (error) {
      if (!DAMAGED.has(sqliteCode(error) ?? 0)) throw error
      open?.index.db.close()
      open = null
      removeIndex(files.search)
      return use(opened())
    }
  }

  return {
    search: (user: UserId, query: string, options: SearchOptions) =>
      withIndex(({ index, search }) => {
        index.catchUp()
        return search.search(user, query, options)
      }),
    /** Takes the next events into the index; false once there are none. */
    takeIn: () => withIndex(({ index }) => index.takeIn()),
    /** Works the log into the file as far as nobody needs it. */
    checkpoint: () => {
      db.exec('PRAGMA wal_checkpoint(PASSIVE)')
    },
    close: () => open?.index.db.close(),
  }
}

const DAMAGED = new Set([11, 26])
