import 'fake-indexeddb/auto'
import { openDB } from 'idb'
import { expect, it, onTestFinished, vi } from 'vitest'
import { describeCache } from '../cache.contract.ts'
import { schemaVersion } from './database.ts'
import { openIndexedDbCache } from './indexed-db-cache.ts'

let names = 0
const freshName = () => `cache ${(names += 1)}`

async function open(name: string) {
  const cache = await openIndexedDbCache(name)
  onTestFinished(() => cache.close())
  return cache
}

describeCache('IndexedDB cache', async () => {
  const name = freshName()
  const cache = await open(name)
  return {
    cache,
    async reopen() {
      await cache.close()
      return open(name)
    },
  }
})

const item = {
  cid: 'cid-one--',
  account: 'ann',
  conversation: 'ann.ben',
  order: 1,
  at: 5,
  event: { kind: 'message' as const, text: 'typed' },
  state: 'waiting' as const,
  tried: false,
  problem: null,
}
const draft = {
  account: 'ann',
  conversation: 'ann.ben',
  draft: { text: 'half a sent', replyTo: null, editing: null },
}

async function store(name: string, store: string, key: IDBValidKey, value: unknown) {
  const database = await openDB(name)
  await database.put(store, value, key)
  database.close()
}

it('makes a database of a newer version anew, and keeps what was typed', async () => {
  const name = freshName()
  const newer = await openDB(name, schemaVersion + 5, {
    upgrade(database) {
      database.createObjectStore('outbox')
      database.createObjectStore('drafts')
      database.createObjectStore('something else')
    },
  })
  await newer.put('outbox', item, item.cid)
  await newer.put('drafts', draft, ['ann', 'ann.ben'])
  newer.close()
  const cache = await open(name)
  expect(cache.trouble).toBe('reset')
  expect(await cache.unsent()).toMatchObject({ outbox: [item], drafts: [draft] })
  await cache.commit({ outboxRemoved: [item.cid] })
  expect((await cache.unsent()).outbox).toEqual([])
})

it('lasts as long as the window where there is no database', async () => {
  vi.stubGlobal('indexedDB', {
    open: () => {
      throw new DOMException('not here', 'SecurityError')
    },
  })
  const cache = await openIndexedDbCache(freshName())
  expect(cache).toMatchObject({ trouble: 'unavailable', shared: null })
  await cache.commit({ outbox: [item] })
  expect((await cache.unsent()).outbox).toEqual([item])
})

it('leaves alone what cannot be opened now, as it may open another time', async () => {
  const name = freshName()
  const before = await open(name)
  await before.commit({ outbox: [item], drafts: [draft] })
  await before.close()
  const broken = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('Internal error opening backing store', 'UnknownError')
  })
  const meanwhile = await openIndexedDbCache(name)
  expect(meanwhile).toMatchObject({ trouble: 'unavailable', shared: null })
  broken.mockRestore()
  const after = await open(name)
  expect(after.trouble).toBeNull()
  expect(await after.unsent()).toMatchObject({ outbox: [item], drafts: [draft] })
})

it('leaves alone what opens and cannot be read', async () => {
  const name = freshName()
  const before = await open(name)
  await before.commit({ outbox: [item] })
  await before.close()
  const opening = vi.spyOn(indexedDB, 'open').mockImplementationOnce(() => {
    throw new DOMException('Internal error opening backing store', 'UnknownError')
  })
  const reading = vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementationOnce(() => {
    throw new DOMException('Internal error', 'UnknownError')
  })
  expect((await openIndexedDbCache(name)).trouble).toBe('unavailable')
  expect(opening).toHaveBeenCalled()
  expect(reading).toHaveBeenCalled()
  expect((await (await open(name)).unsent()).outbox).toEqual([item])
})

it('says what is damaged, and reads the rest', async () => {
  const name = freshName()
  const first = await open(name)
  await first.commit({ outbox: [item], drafts: [draft] })
  await first.close()
  await store(name, 'conversations', 'bad', { conversation: { id: 'bad' } })
  await store(name, 'outbox', 'bad', 'not an item')
  const cache = await open(name)
  const cached = await cache.load()
  expect(cached).toMatchObject({ damaged: true, outbox: [item], drafts: [draft] })
  expect(cached.conversations).toEqual([])
  await cache.commit({ clear: true })
  expect(await cache.load()).toMatchObject({ damaged: false, outbox: [item], drafts: [draft] })
})

it('ends a run of events where one cannot be read', async () => {
  const name = freshName()
  const message = (seq: number) => ({
    kind: 'message',
    seq,
    at: 1,
    author: 'ann',
    messages: seq,
    text: 'text',
  })
  await (await open(name)).close()
  for (const seq of [1, 2, 4]) await store(name, 'events', ['c', seq], message(seq))
  await store(name, 'events', ['c', 3], { kind: 'message', seq: 3 })
  const cache = await open(name)
  expect(await cache.eventsBefore('c', 5, 10)).toEqual([message(4)])
  expect(await cache.eventsAfter('c', 0, 10)).toEqual([message(1), message(2)])
})

it('opens its database again where the browser closed it', async () => {
  const cache = await open(freshName())
  await cache.commit({ outbox: [item] })
  const closing = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(() => {
    throw new DOMException('The database connection is closing', 'InvalidStateError')
  })
  expect((await cache.unsent()).outbox).toEqual([item])
  expect(closing).toHaveBeenCalledTimes(2)
})

it('gives up cached pages where the disk is full, rather than what was typed', async () => {
  const cache = await open(freshName())
  const meta = { epoch: 'e', user: 'ann', session: 's', directory: null }
  const events = [
    { kind: 'message' as const, seq: 1, at: 1, author: 'ann', messages: 1, text: 'text' },
  ]
  const page = { conversation: 'c', events, asOf: 1 }
  await cache.commit({ clear: true, meta, pages: [page] })
  const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  await cache.commit({ of: meta, pages: [page], outbox: [item] })
  expect(full).toHaveBeenCalled()
  expect((await cache.unsent()).outbox).toEqual([item])
  expect(await cache.eventsAfter('c', 0, 10)).toEqual([])
})

it('writes all of a batch or nothing', async () => {
  const cache = await open(freshName())
  const unclonable = { ...item, cid: 'cid-two--', event: { kind: 'message', text: () => {} } }
  await expect(
    cache.commit({ outbox: [item, unclonable as unknown as typeof item] }),
  ).rejects.toThrow()
  expect((await cache.unsent()).outbox).toEqual([])
})
