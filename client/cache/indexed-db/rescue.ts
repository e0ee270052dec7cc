import { deleteDB } from 'idb'
import { openAnyVersion, openDatabase, type Database } from './database.ts'

type Unsent = { outbox: [IDBValidKey, unknown][]; drafts: [IDBValidKey, unknown][] }

/**
 * Makes a database anew where it cannot be opened, and carries over what only this device had.
 * @throws where that could not be read, and then leaves all as it is: it may be readable another time.
 */
export async function rescue(name: string): Promise<Database> {
  const unsent = await readUnsent(name)
  await deleteDB(name)
  const database = await openDatabase(name)
  const writing = database.transaction(['outbox', 'drafts'], 'readwrite')
  await Promise.all([
    ...unsent.outbox.map(([key, value]) => writing.objectStore('outbox').put(value, key as string)),
    ...unsent.drafts.map(([key, value]) =>
      writing.objectStore('drafts').put(value, key as [string, string]),
    ),
    writing.done,
  ])
  return database
}

async function readUnsent(name: string): Promise<Unsent> {
  const database = await openAnyVersion(name)
  try {
    const [outbox, drafts] = await Promise.all([
      entries(database, 'outbox'),
      entries(database, 'drafts'),
    ])
    return { outbox, drafts }
  } finally {
    database.close()
  }
}

async function entries(
  database: Database,
  store: 'outbox' | 'drafts',
): Promise<[IDBValidKey, unknown][]> {
  if (!database.objectStoreNames.contains(store)) return []
  const reading = database.transaction(store).store
  const [keys, values] = await Promise.all([reading.getAllKeys(), reading.getAll()])
  return keys.map((key, index) => [key, values[index]])
}
