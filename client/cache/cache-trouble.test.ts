import { expect, it } from 'vitest'
import type { Cache } from './cache.ts'
import { createMemoryCache } from './memory/memory-cache.ts'
import { createWorld, Person, register, texts } from '../test/person.ts'

/** A cache whose disk can be broken. */
function breakable(): Cache & { broken: { writing: boolean; reading: boolean } } {
  const inner = createMemoryCache()
  const broken = { writing: false, reading: false }
  const reading =
    <A extends unknown[], T>(method: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      if (broken.reading) throw new DOMException('cannot be read', 'UnknownError')
      return method(...args)
    }
  return {
    ...inner,
    broken,
    load: reading(inner.load),
    unsent: reading(inner.unsent),
    eventsBefore: reading(inner.eventsBefore),
    eventsAfter: reading(inner.eventsAfter),
    users: reading(inner.users),
    async commit(batch) {
      if (broken.writing) throw new DOMException('cannot be written', 'UnknownError')
      return inner.commit(batch)
    },
  }
}

async function alone() {
  const world = createWorld()
  const cache = breakable()
  const ann = await register('Ann', world, { cache })
  return { world, cache, ann, notes: ann.client.direct(ann.id) }
}

it('goes on in memory where the disk fails, and says so', async () => {
  const { world, cache, ann, notes } = await alone()
  const open = ann.open(notes)
  await ann.wait(open.send('before'))
  await world.clock.advance(500)
  expect(ann.client.cacheTrouble.get()).toBeNull()
  cache.broken.writing = true
  cache.broken.reading = true
  ann.cable.pull()
  await ann.wait(open.send('after'))
  expect(texts(open.timeline.get())).toEqual(['before', 'after (pending)'])
  expect(ann.client.cacheTrouble.get()).toBe('unavailable')
  ann.cable.plug()
  await world.clock.until(() => ann.client.connection.get().unsent === 0)
  await world.clock.advance(500)
  expect(texts(open.timeline.get())).toEqual(['before', 'after'])
})

it('starts without a cache that cannot be read, and fetches everything', async () => {
  const { world, cache, ann, notes } = await alone()
  await ann.wait(ann.open(notes).send('before'))
  await world.clock.advance(500)
  cache.broken.reading = true
  cache.broken.writing = true
  await ann.restart()
  expect(ann.client.account.get()?.user.name).toBe('Ann')
  expect(ann.client.cacheTrouble.get()).toBe('unavailable')
  const open = ann.open(notes)
  await world.clock.until(() => texts(open.timeline.get()).join() === 'before')
})

it('starts afresh from a damaged cache, with what was typed', async () => {
  const { world, cache, ann, notes } = await alone()
  await ann.wait(ann.open(notes).send('before'))
  await world.clock.advance(500)
  ann.cable.pull()
  await ann.wait(ann.open(notes).send('typed'))
  ann.open(notes).setDraft({ text: 'half a', replyTo: null, editing: null })
  await ann.wait(ann.client.close())
  const damaged: Cache = {
    ...cache,
    load: async () => ({ ...(await cache.load()), conversations: [], damaged: true }),
  }
  const again = new Person('Ann', world, { cache: damaged, tokenStore: ann.tokenStore })
  again.cable.pull()
  await again.openClient()
  expect(again.client.cacheTrouble.get()).toBe('reset')
  expect(again.client.conversations.get()).toMatchObject([
    { id: notes, pending: 1, draft: 'half a', peer: ann.id },
  ])
  again.cable.plug()
  await again.online()
  const open = again.open(notes)
  await world.clock.until(() => texts(open.timeline.get()).join() === 'before,typed')
  await again.wait(again.client.close())
})

it('is told by the cache what happened when it was opened', async () => {
  const world = createWorld()
  const ann = new Person('Ann', world, { cache: createMemoryCache('unavailable') })
  await ann.openClient()
  expect(ann.client.cacheTrouble.get()).toBe('unavailable')
  await ann.wait(ann.client.close())
})
