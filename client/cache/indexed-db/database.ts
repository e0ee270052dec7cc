import { openDB, type DBSchema, type IDBPDatabase } from 'idb'

/** Values are `unknown`: they are checked when they are read. */
export interface Schema extends DBSchema {
  meta: { key: string; value: unknown }
  conversations: { key: string; value: unknown }
  events: { key: [string, number]; value: unknown }
  users: { key: string; value: unknown }
  outbox: { key: string; value: unknown }
  drafts: { key: [string, string]; value: unknown }
}

export type Database = IDBPDatabase<Schema>
export type StoreName = 'meta' | 'conversations' | 'events' | 'users' | 'outbox' | 'drafts'

/** One step for each version; the last one's number is the schema's. */
const migrations: readonly ((database: Database) => void)[] = [
  (database) => {
    database.createObjectStore('meta')
    database.createObjectStore('conversations')
    database.createObjectStore('events')
    database.createObjectStore('users')
    database.createObjectStore('outbox')
    database.createObjectStore('drafts')
  },
]

export const schemaVersion = migrations.length

/** @throws where another window keeps an older schema open for `patience` ms, besides what IndexedDB throws. */
export function openDatabase(name: string, patience = 4_000): Promise<Database> {
  return withPatience(patience, (closeLater) => {
    const opening = openDB<Schema>(name, schemaVersion, {
      upgrade(database, from) {
        for (const migrate of migrations.slice(from)) migrate(database)
      },
      blocking: (_current, _blocked, change) => (change.target as IDBDatabase).close(),
    })
    closeLater(opening)
    return opening
  })
}

/** Opens whatever version is there. @throws where there is none, or it cannot be opened in time. */
export function openAnyVersion(name: string, patience = 4_000): Promise<Database> {
  return withPatience(patience, (closeLater) => {
    const opening = openDB<Schema>(name, undefined, {
      upgrade: (_database, _from, _to, making) => making.abort(),
      blocking: (_current, _blocked, change) => (change.target as IDBDatabase).close(),
    })
    closeLater(opening)
    return opening
  })
}

/** What opens too late is closed at once, so that it stands in nobody's way. */
function withPatience(
  patience: number,
  open: (closeLater: (opening: Promise<Database>) => void) => Promise<Database>,
): Promise<Database> {
  return new Promise((resolve, reject) => {
    let late = false
    const timer = setTimeout(() => {
      late = true
      reject(new Error('the cache is held by another window'))
    }, patience)
    const closeLate = (opening: Promise<Database>) =>
      void opening.then(
        (database) => late && database.close(),
        () => {},
      )
    open(closeLate)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer))
  })
}

export const every = (first: string) => IDBKeyRange.bound([first], [first, []])
