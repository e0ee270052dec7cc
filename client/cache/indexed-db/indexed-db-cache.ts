import type { ConversationId } from '../../../protocol/index.ts'
import { createMemoryCache } from '../memory/memory-cache.ts'
import {
  belongs,
  isEmptyDraft,
  type Batch,
  type Cache,
  type Cached,
  type CacheTrouble,
} from '../cache.ts'
import { every, openDatabase, type Database } from './database.ts'
import { rescue } from './rescue.ts'
import {
  legible,
  runDown,
  runUp,
  storedConversation,
  storedDraft,
  storedMeta,
  storedOutboxItem,
  storedUser,
} from './stored-shapes.ts'

/**
 * Fills the `Cache` port from the browser's database. Never fails to answer: what cannot be read is
 * set aside with its drafts and outbox kept as far as they are legible, and where there is no
 * database, or none that opens now, the cache lasts as long as the window. `trouble` says which.
 */
export async function openIndexedDbCache(name: string): Promise<Cache> {
  try {
    return new IndexedDbCache(name, await openDatabase(name), null)
  } catch {
    const database = await rescue(name).catch(() => null)
    return database ? new IndexedDbCache(name, database, 'reset') : createMemoryCache('unavailable')
  }
}

const SPACE = ['meta', 'conversations', 'events', 'users'] as const
const ALL = [...SPACE, 'outbox', 'drafts'] as const
type Writing = ReturnType<typeof writing>
const writing = (database: Database, durability: IDBTransactionDurability) =>
  database.transaction(ALL, 'readwrite', { durability })

class IndexedDbCache implements Cache {
  readonly shared: string
  readonly trouble: CacheTrouble | null
  #database: Database
  #closed = false

  constructor(name: string, database: Database, trouble: CacheTrouble | null) {
    this.shared = name
    this.#database = database
    this.trouble = trouble
  }

  async load(): Promise<Cached> {
    return this.#try(async (database) => {
      const reading = database.transaction(['meta', 'conversations'])
      const [metas, conversations, unsent] = await Promise.all([
        reading.objectStore('meta').getAll(),
        reading.objectStore('conversations').getAll(),
        this.#unsent(database),
      ])
      const meta = legible(storedMeta, metas)
      const known = legible(storedConversation, conversations)
      if (unsent.damaged) await rewriteUnsent(database, unsent)
      return {
        meta: meta.values[0] ?? null,
        conversations: known.values,
        outbox: unsent.outbox,
        drafts: unsent.drafts,
        damaged: meta.damaged || known.damaged || unsent.damaged,
      }
    })
  }

  unsent() {
    return this.#try((database) => this.#unsent(database))
  }

  async #unsent(database: Database) {
    const reading = database.transaction(['outbox', 'drafts'])
    const [items, texts] = await Promise.all([
      reading.objectStore('outbox').getAll(),
      reading.objectStore('drafts').getAll(),
    ])
    const outbox = legible(storedOutboxItem, items)
    const drafts = legible(storedDraft, texts)
    return {
      outbox: outbox.values.sort((a, b) => a.order - b.order),
      drafts: drafts.values,
      damaged: outbox.damaged || drafts.damaged,
    }
  }

  eventsBefore(conversation: ConversationId, before: number, limit: number) {
    const range = IDBKeyRange.bound([conversation, before - limit], [conversation, before - 1])
    return this.#try(async (database) =>
      runDown(await database.getAll('events', range), before - 1),
    )
  }

  eventsAfter(conversation: ConversationId, after: number, limit: number) {
    const range = IDBKeyRange.bound([conversation, after + 1], [conversation, after + limit])
    return this.#try(async (database) => runUp(await database.getAll('events', range), after + 1))
  }

  users(ids: readonly string[]) {
    return this.#try(async (database) => {
      const store = database.transaction('users').store
      const found = await Promise.all(ids.map((id) => store.get(id)))
      return legible(
        storedUser,
        found.filter((value) => value !== undefined),
      ).values
    })
  }

  /** Where the disk is full, what the server has too makes room for what only this device has. */
  async commit(batch: Batch): Promise<void> {
    try {
      await this.#try((database) => commitTo(database, batch))
    } catch (error) {
      if (!isFull(error)) throw error
      await this.#try((database) => database.clear('events'))
      await this.#try((database) => commitTo(database, { ...batch, pages: [], folds: [] }))
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#database.close()
  }

  /** Browsers close a database under one's feet (an upgrade elsewhere, a crash of its process): opens it again once. */
  async #try<T>(work: (database: Database) => Promise<T>): Promise<T> {
    try {
      return await work(this.#database)
    } catch (error) {
      if (this.#closed || isFull(error)) throw error
      this.#database = await openDatabase(this.shared)
      return work(this.#database)
    }
  }
}

function isFull(error: unknown): boolean {
  return error instanceof Error && error.name === 'QuotaExceededError'
}

/** Leaves out what was not legible, so that it is told of once. */
async function rewriteUnsent(
  database: Database,
  { outbox, drafts }: Pick<Cached, 'outbox' | 'drafts'>,
): Promise<void> {
  const both = database.transaction(['outbox', 'drafts'], 'readwrite')
  await Promise.all([
    both.objectStore('outbox').clear(),
    both.objectStore('drafts').clear(),
    ...outbox.map((item) => both.objectStore('outbox').put(item, item.cid)),
    ...drafts.map((item) =>
      both.objectStore('drafts').put(item, [item.account, item.conversation]),
    ),
    both.done,
  ])
}

async function commitTo(database: Database, batch: Batch): Promise<void> {
  const all = writing(database, batch.durable ? 'strict' : 'relaxed')
  const done = all.done.catch((error: unknown) => {
    throw all.error ?? error
  })
  const putting = put(all, batch).catch((error: unknown) => {
    abort(all)
    throw all.error ?? error
  })
  await Promise.all([done, putting])
}

function abort(all: Writing): void {
  try {
    all.abort()
  } catch {
    // It ended by itself.
  }
}

/** A request that fails ends its transaction, which is where it is told. */
function quietly(request: Promise<unknown> | null): void {
  request?.catch(() => {})
}

async function put(all: Writing, batch: Batch): Promise<void> {
  if (batch.clear) await Promise.all(SPACE.map((store) => all.objectStore(store).clear()))
  const meta = storedMeta.safeParse(await all.objectStore('meta').get('meta')).data ?? null
  if (belongs(batch, meta)) await putSpace(all, batch)
  for (const item of batch.outbox ?? []) quietly(all.objectStore('outbox').put(item, item.cid))
  for (const cid of batch.outboxRemoved ?? []) quietly(all.objectStore('outbox').delete(cid))
  for (const item of batch.drafts ?? []) {
    const key: [string, string] = [item.account, item.conversation]
    const store = all.objectStore('drafts')
    quietly(isEmptyDraft(item.draft) ? store.delete(key) : store.put(item, key))
  }
}

async function putSpace(all: Writing, batch: Batch): Promise<void> {
  if (batch.meta) quietly(all.objectStore('meta').put(batch.meta, 'meta'))
  for (const id of batch.dropped ?? []) {
    quietly(all.objectStore('conversations').delete(id))
    quietly(all.objectStore('events').delete(every(id)))
  }
  await putPages(all, batch.pages)
  await foldEvents(all, batch.folds)
  await putConversations(all, batch.conversations)
  if (batch.usersStale) quietly(all.objectStore('users').clear())
  for (const user of batch.users ?? []) quietly(all.objectStore('users').put(user, user.id))
}

async function headOf(all: Writing, id: ConversationId): Promise<number> {
  const stored: unknown = await all.objectStore('conversations').get(id)
  return storedConversation.safeParse(stored).data?.conversation.head ?? 0
}

async function putPages(all: Writing, pages: Batch['pages'] = []): Promise<void> {
  for (const { conversation, events, asOf } of pages) {
    if ((await headOf(all, conversation)) > asOf) continue
    for (const event of events)
      quietly(all.objectStore('events').put(event, [conversation, event.seq]))
  }
}

async function foldEvents(all: Writing, folds: Batch['folds'] = []): Promise<void> {
  const events = all.objectStore('events')
  for (const { conversation, seq, fold } of folds) {
    const [event] = runUp([await events.get([conversation, seq])], seq)
    if (event) quietly(events.put(fold(event), [conversation, seq]))
  }
}

async function putConversations(all: Writing, stored: Batch['conversations'] = []): Promise<void> {
  for (const item of stored) {
    const { id, head } = item.conversation
    if ((await headOf(all, id)) <= head) quietly(all.objectStore('conversations').put(item, id))
  }
}
