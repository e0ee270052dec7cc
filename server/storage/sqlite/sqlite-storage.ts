import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { StorageFailed, type Storage, type Upkeep } from '../storage.ts'
import { SqliteCaller } from './sqlite-caller.ts'
import { CommitListeners } from './sqlite-commit-listeners.ts'
import { sqliteFiles, type SqliteFiles } from './sqlite-files.ts'
import { SqliteHousekeeping } from './sqlite-housekeeping.ts'
import type { KeeperCalls } from './sqlite-keeper.ts'
import { SqliteLog } from './sqlite-log.ts'
import type { ReaderCalls } from './sqlite-reader.ts'
import {
  sqliteAdmission,
  sqliteConversations,
  sqlitePeople,
  sqliteSessions,
} from './sqlite-stores.ts'
import { startSqliteThread, ThreadLink, type StartThread } from './sqlite-thread-link.ts'
import { SqliteWriterCaller } from './sqlite-writer-caller.ts'

export type { StartThread, ThreadData } from './sqlite-thread-link.ts'

/** As pino's. */
export type StorageLogger = {
  warn(details: object, message: string): void
  error(details: object, message: string): void
}

export type SqliteStorageOptions = ({ folder: string } | { file: string }) & {
  logger?: StorageLogger
  /** Called once where storage stops working, or the file turns out to be damaged: nothing more is stored. */
  onFailure?: (why: StorageFailed) => void
  /** How far the database may grow; then writes are refused as on a full disk. */
  maxBytes?: number
  /** How threads are started where they cannot be started from their source file. */
  startThread?: StartThread
}

const silent: StorageLogger = { warn() {}, error() {} }

/**
 * Opens the space in a folder (`parley.db`) or file, and makes it where there is none.
 * @throws StorageFailed where it is damaged, of a newer version, not Parley's, or in use by another server
 */
export async function openSqliteStorage(options: SqliteStorageOptions): Promise<Storage> {
  const { logger = silent, startThread = startSqliteThread, maxBytes } = options
  const files = sqliteFiles(options)
  let isFailed = false
  const failed = (why: StorageFailed) => {
    if (isFailed) return
    isFailed = true
    logger.error({ err: why }, 'storage failed')
    options.onFailure?.(why)
  }
  const listeners = new CommitListeners(logger)
  const { writer, ready } = await SqliteWriterCaller.start(
    startThread,
    { role: 'writer', files, ...(maxBytes !== undefined && { maxBytes }) },
    {
      committed(committed) {
        listeners.tell(committed)
        housekeeping.committed(committed.reduce((sum, { events }) => sum + events.length, 0))
      },
      checkpointDue: () => housekeeping.checkpoint(),
      failed,
    },
  )
  const [reader, keeper] = await Promise.all([
    SqliteCaller.start<ReaderCalls>(startThread, { role: 'reader', files }, failed),
    SqliteCaller.start<KeeperCalls>(startThread, { role: 'keeper', files }, failed),
  ])
  const housekeeping = new SqliteHousekeeping(keeper, writer, logger)
  if (ready.isCheckDue) checkLater(startThread, files, failed)
  return {
    epoch: ready.epoch,
    log: new SqliteLog(writer, reader, keeper, listeners),
    conversations: sqliteConversations(reader),
    people: sqlitePeople(reader, writer),
    sessions: sqliteSessions(reader, writer),
    admission: sqliteAdmission(reader, writer),
    upkeep: sqliteUpkeep(files, startThread, { writer, reader, keeper, housekeeping }),
  }
}

/** After a crash a large file is read through for faults while it is in use already. */
function checkLater(
  startThread: StartThread,
  files: SqliteFiles,
  failed: (why: StorageFailed) => void,
): void {
  const heard = { message() {}, ended() {} }
  ThreadLink.start(startThread, { role: 'checker', files }, heard).catch((error: unknown) => {
    if (error instanceof StorageFailed) failed(error)
  })
}

function sqliteUpkeep(
  files: SqliteFiles,
  startThread: StartThread,
  parts: {
    writer: SqliteWriterCaller
    reader: SqliteCaller<ReaderCalls>
    keeper: SqliteCaller<KeeperCalls>
    housekeeping: SqliteHousekeeping
  },
): Upkeep {
  const { writer, reader, keeper, housekeeping } = parts
  let closed: Promise<void> | null = null
  return {
    async backup(file) {
      if (closed) throw new StorageFailed('the storage is closed')
      const heard = { message() {}, ended() {} }
      await ThreadLink.start(startThread, { role: 'copier', files, target: resolve(file) }, heard)
    },
    async health() {
      const counts = await reader.call('counts')
      const isWritable = writer.call('probe').then(
        () => true,
        () => false,
      )
      const sizes = [files.database, `${files.database}-wal`, files.search].map(sizeOf)
      const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size)
      return { writable: await isWritable, bytes, ...counts }
    },
    close() {
      closed ??= (async () => {
        housekeeping.stop()
        writer.stop()
        await Promise.all([reader.close(), keeper.close()])
        await writer.close()
      })()
      return closed
    },
  }
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  )
}
