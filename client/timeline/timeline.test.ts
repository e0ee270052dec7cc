import { expect, it } from 'vitest'
import { createWorld, register, texts, type Person, type World } from '../test/person.ts'
import type { OpenConversation } from '../space-client.ts'

type Two = { world: World; ann: Person; ben: Person; id: string }

async function two(): Promise<Two> {
  const world = createWorld()
  const [ann, ben] = [await register('Ann', world), await register('Ben', world)]
  return { world, ann, ben, id: ann.client.direct(ben.id) }
}

/** Puts messages into the log without a client. */
async function write(world: World, author: Person, id: string, count: number, from = 1) {
  const caller = { user: author.id, session: author.client.account.get()!.session }
  for (let n = from; n < from + count; n += 1)
    await world.server.domain.messages.send(caller, id, `cid-of-${author.name}-${n}`, {
      kind: 'message',
      text: `text ${n}`,
    })
  await world.clock.advance(500)
}

async function opened(person: Person, id: string): Promise<OpenConversation> {
  const open = person.open(id)
  await person.world.clock.until(() => open.timeline.get().status === 'ready')
  await person.world.clock.advance(500)
  return open
}

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `text ${from + index}`)

it('opens at the newest page, and loads older ones up to the beginning', async () => {
  const { world, ann, ben, id } = await two()
  ann.cable.pull()
  await write(world, ben, id, 400)
  ann.cable.plug()
  await ann.online()
  const open = await opened(ann, id)
  expect(texts(open.timeline.get())).toEqual(range(341, 400))
  expect(open.timeline.get()).toMatchObject({ atStart: false, atNewest: true })
  await ann.wait(open.loadOlder())
  expect(texts(open.timeline.get())).toEqual(range(281, 400))
  while (!open.timeline.get().atStart) await ann.wait(open.loadOlder())
  expect(texts(open.timeline.get())).toEqual(range(1, 400))
  await ann.wait(open.loadOlder())
  expect(texts(open.timeline.get())).toEqual(range(1, 400))
})

it('holds no more than a window, and moves it both ways', async () => {
  const { world, ann, ben, id } = await two()
  await write(world, ben, id, 1000)
  const open = await opened(ann, id)
  open.setAtEnd(false)
  while (!open.timeline.get().atStart) await ann.wait(open.loadOlder())
  expect(texts(open.timeline.get())).toEqual(range(1, 600))
  expect(open.timeline.get().atNewest).toBe(false)
  while (!open.timeline.get().atNewest) await ann.wait(open.loadNewer())
  expect(texts(open.timeline.get())).toEqual(range(401, 1000))
  expect(open.timeline.get().atStart).toBe(false)
})

it('holds no more than a window while messages arrive', async () => {
  const { world, ann, ben, id } = await two()
  await write(world, ben, id, 10)
  const open = await opened(ann, id)
  await write(world, ben, id, 1500, 11)
  expect(open.timeline.get().items.length).toBeLessThanOrEqual(900)
  expect(texts(open.timeline.get()).at(-1)).toBe('text 1510')
})

it('keeps what is being read further up while messages arrive', async () => {
  const { world, ann, ben, id } = await two()
  await write(world, ben, id, 800)
  const open = await opened(ann, id)
  open.setAtEnd(false)
  for (let page = 0; page < 8; page += 1) await ann.wait(open.loadOlder())
  const [first] = texts(open.timeline.get())
  await write(world, ben, id, 500, 801)
  expect(texts(open.timeline.get())[0]).toBe(first)
  expect(open.timeline.get().atNewest).toBe(false)
  await ann.wait(open.jumpToNewest())
  expect(texts(open.timeline.get()).at(-1)).toBe('text 1300')
  expect(open.timeline.get().atNewest).toBe(true)
})

it('follows the newest again once the reader is there', async () => {
  const { world, ann, ben, id } = await two()
  await write(world, ben, id, 300)
  const open = await opened(ann, id)
  open.setAtEnd(false)
  await ann.wait(open.loadOlder())
  open.setAtEnd(true)
  await write(world, ben, id, 900, 301)
  expect(texts(open.timeline.get()).at(-1)).toBe('text 1200')
})

it('keeps the newest for whoever is there, though older pages were loaded and nothing was read', async () => {
  const { world, ann, ben, id } = await two()
  await write(world, ben, id, 300)
  const open = await opened(ann, id)
  await ann.wait(open.loadOlder())
  await write(world, ben, id, 1000, 301)
  expect(texts(open.timeline.get()).at(-1)).toBe('text 1300')
  expect(open.timeline.get()).toMatchObject({ atNewest: true, following: true })
  expect(open.timeline.get().items.length).toBeLessThanOrEqual(900)
})

it('does not take the end of an older part for the newest', async () => {
  const { world, ann, ben, id } = await two()
  await write(world, ben, id, 1000)
  const open = await opened(ann, id)
  await ann.wait(open.jumpTo(500))
  open.setAtEnd(true)
  expect(open.timeline.get().following).toBe(false)
  while (!open.timeline.get().atNewest) await ann.wait(open.loadNewer())
  open.setAtEnd(true)
  expect(open.timeline.get().following).toBe(true)
})

it('jumps to what was said long ago, and back', async () => {
  const { world, ann, ben, id } = await two()
  await write(world, ben, id, 1000)
  const open = await opened(ann, id)
  await ann.wait(open.jumpTo(500))
  expect(texts(open.timeline.get())).toContain('text 500')
  expect(open.timeline.get()).toMatchObject({ atStart: false, atNewest: false, status: 'ready' })
  const before = open.timeline.get()
  await write(world, ben, id, 1, 1001)
  expect(texts(open.timeline.get())).toEqual(texts(before))
  await ann.wait(open.jumpTo(1))
  expect(open.timeline.get().atStart).toBe(true)
  await ann.wait(open.jumpToNewest())
  expect(texts(open.timeline.get()).at(-1)).toBe('text 1001')
})

it('stays where it is where a jump cannot be made', async () => {
  const { world, ann, ben, id } = await two()
  ann.cable.pull()
  await write(world, ben, id, 300)
  ann.cable.plug()
  await ann.online()
  const open = await opened(ann, id)
  ann.cable.pull()
  await expect(ann.wait(open.jumpTo(5))).rejects.toThrow('fetch failed')
  await expect(ann.wait(open.loadOlder())).rejects.toThrow('fetch failed')
  expect(texts(open.timeline.get())).toEqual(range(241, 300))
  ann.cable.plug()
  await ann.online()
  await ann.wait(open.loadOlder())
  expect(texts(open.timeline.get())).toEqual(range(181, 300))
})

it('applies to a page what happened while it was on its way', async () => {
  const { world, ann, ben, id } = await two()
  await write(world, ben, id, 100)
  const atBen = await opened(ben, id)
  await ann.restart()
  const token = await ann.tokenStore.get()
  expect(token).not.toBeNull()
  const open = await opened(ann, id)
  world.network.faults = { lostPush: 0, doubledPush: 0, latePush: 0, delay: 60 }
  for (let round = 0; round < 10; round += 1) {
    const loading = open.loadOlder()
    const target = 30 + round
    await ben.wait(atBen.edit(target, `edited ${target}`))
    await world.clock.advance(30)
    await ann.wait(loading)
  }
  await world.clock.advance(2_000)
  while (!open.timeline.get().atStart) await ann.wait(open.loadOlder())
  expect(texts(open.timeline.get()).slice(29, 39)).toEqual(
    Array.from({ length: 10 }, (_, round) => `edited ${30 + round}`),
  )
})

it('drops its window and starts at the newest page where too much was missed', async () => {
  const { world, ann, ben, id } = await two()
  await write(world, ben, id, 50)
  const open = await opened(ann, id)
  ann.cable.pull()
  await write(world, ben, id, 500, 51)
  ann.cable.plug()
  await ann.online()
  await world.clock.until(() => texts(open.timeline.get()).at(-1) === 'text 550')
  expect(texts(open.timeline.get())).toEqual(range(491, 550))
  expect(open.timeline.get().atNewest).toBe(true)
  while (!open.timeline.get().atStart) await ann.wait(open.loadOlder())
  expect(texts(open.timeline.get())).toEqual(range(1, 550))
})

it('takes up where it was after a short absence, without a page', async () => {
  const { world, ann, ben, id } = await two()
  await write(world, ben, id, 50)
  const open = await opened(ann, id)
  const [item] = open.timeline.get().items
  ann.cable.pull()
  await write(world, ben, id, 100, 51)
  ann.cable.plug()
  await ann.online()
  expect(texts(open.timeline.get())).toEqual(range(1, 150))
  expect(open.timeline.get().items[0]).toBe(item)
})

it('heals a gap within a moment of the next event', async () => {
  const { world, ann, ben, id } = await two()
  await write(world, ben, id, 3)
  const open = await opened(ann, id)
  world.network.faults = { lostPush: 1, doubledPush: 0, latePush: 0, delay: 2 }
  await write(world, ben, id, 5, 4)
  expect(texts(open.timeline.get())).toEqual(range(1, 3))
  world.network.faults = { lostPush: 0, doubledPush: 0, latePush: 0, delay: 2 }
  const caller = { user: ben.id, session: ben.client.account.get()!.session }
  await world.server.domain.messages.send(caller, id, 'cid-of-the-next', {
    kind: 'message',
    text: 'text 9',
  })
  await world.clock.advance(100)
  expect(texts(open.timeline.get())).toEqual(range(1, 3))
  await world.clock.advance(100)
  expect(texts(open.timeline.get())).toEqual(range(1, 9))
})

it('finds a lost tail while nothing happens', async () => {
  const { world, ann, ben, id } = await two()
  await write(world, ben, id, 3)
  const open = await opened(ann, id)
  world.network.faults = { lostPush: 1, doubledPush: 0, latePush: 0, delay: 2 }
  await write(world, ben, id, 2, 4)
  world.network.faults = { lostPush: 0, doubledPush: 0, latePush: 0, delay: 2 }
  await world.clock.advance(75_000)
  expect(texts(open.timeline.get())).toEqual(range(1, 5))
})

it('changes no row but the one that changed', async () => {
  const { world, ann, ben, id } = await two()
  await write(world, ben, id, 20)
  const open = await opened(ann, id)
  const before = open.timeline.get()
  await ann.wait(open.react(7, '👍', true))
  await world.clock.advance(500)
  const after = open.timeline.get()
  const changed = after.items.filter((item, index) => item !== before.items[index])
  expect(changed.map(({ event }) => event.seq)).toEqual([7])
  expect(open.timeline.get()).toBe(after)
})

it('tells once for all that comes at once', async () => {
  const { world, ann, ben, id } = await two()
  await write(world, ben, id, 1)
  const open = await opened(ann, id)
  ann.cable.pull()
  await write(world, ben, id, 150, 2)
  let told = 0
  open.timeline.subscribe(() => (told += 1))
  ann.cable.plug()
  await ann.online()
  await world.clock.advance(500)
  expect(open.timeline.get().items).toHaveLength(151)
  expect(told).toBeLessThan(5)
})

it('puts the unread line where the reader left off, and leaves it there', async () => {
  const { world, ann, ben, id } = await two()
  await write(world, ben, id, 10)
  const first = await opened(ann, id)
  expect(first.timeline.get().unreadAfter).toBe(0)
  first.markRead(6)
  expect(ann.client.unread.get()).toBe(4)
  expect(first.timeline.get().unreadAfter).toBe(0)
  first.close()
  const again = await opened(ann, id)
  expect(again.timeline.get().unreadAfter).toBe(6)
  again.markRead(10)
  again.close()
  expect((await opened(ann, id)).timeline.get().unreadAfter).toBeNull()
})

it('shows a conversation again at once after it was closed, with what came meanwhile', async () => {
  const { world, ann, ben, id } = await two()
  await write(world, ben, id, 5)
  ;(await opened(ann, id)).close()
  await write(world, ben, id, 5, 6)
  expect(texts(ann.open(id).timeline.get())).toEqual(range(1, 10))
})

it('shows from the cache what was loaded before, without the server', async () => {
  const { world, ann, ben, id } = await two()
  await write(world, ben, id, 200)
  const open = await opened(ann, id)
  for (let page = 0; page < 2; page += 1) await ann.wait(open.loadOlder())
  ann.cable.pull()
  await ann.restart()
  const offline = await opened(ann, id)
  expect(texts(offline.timeline.get())).toEqual(range(141, 200))
  await ann.wait(offline.loadOlder())
  expect(texts(offline.timeline.get())).toEqual(range(81, 200))
  await ann.wait(offline.jumpTo(100))
})

it('has a conversation read from the cache before it is opened, and asks no server for it', async () => {
  const { world, ann, ben, id } = await two()
  await write(world, ben, id, 200)
  await opened(ann, id)
  ann.cable.pull()
  await ann.restart()
  const items = await ann.wait(ann.client.prepare(id))
  expect(texts({ items })).toEqual(range(141, 200))
  expect(texts(ann.open(id).timeline.get())).toEqual(range(141, 200))
})

it('opens as ever what was not to be had beforehand', async () => {
  const { world, ann, ben, id } = await two()
  ann.cable.pull()
  await write(world, ben, id, 200)
  ann.cable.plug()
  await ann.online()
  expect(await ann.wait(ann.client.prepare(id))).toEqual([])
  expect(texts((await opened(ann, id)).timeline.get())).toEqual(range(141, 200))
})

it('says that it could not load, and does so when the server is back', async () => {
  const { world, ann, ben, id } = await two()
  ann.cable.pull()
  await write(world, ben, id, 10)
  await write(world, ben, ann.client.direct(ben.id), 1, 11)
  ann.cable.plug()
  await ann.online()
  ann.cable.pull()
  await ann.wait(ann.client.close())
  await ann.cache.commit({
    of: { epoch: world.server.data.epoch, user: ann.id },
    dropped: [id],
  })
  const stored = (await world.server.storage.log.resume(ann.id, {}))[0]!
  await ann.cache.commit({
    of: { epoch: world.server.data.epoch, user: ann.id },
    conversations: [{ conversation: stored.conversation, ended: null }],
  })
  await ann.openClient()
  const open = ann.open(id)
  await world.clock.until(() => open.timeline.get().status === 'failed')
  expect(open.timeline.get().problem).toBe('unreachable')
  ann.cable.plug()
  await world.clock.until(() => open.timeline.get().status === 'ready')
  expect(texts(open.timeline.get())).toEqual(range(1, 11))
})

it('looks further back where the newest page is nothing but reactions', async () => {
  const { world, ann, ben, id } = await two()
  await write(world, ben, id, 40)
  const caller = { user: ben.id, session: ben.client.account.get()!.session }
  for (let n = 0; n < 150; n += 1)
    await world.server.domain.messages.send(caller, id, `cid-of-reaction-${n}`, {
      kind: 'react',
      target: 3,
      emoji: '👍',
      on: n % 2 === 0,
    })
  const open = await opened(ann, id)
  expect(texts(open.timeline.get())).toContain('text 40')
})

it('is empty and ready for someone one has never written to', async () => {
  const { ann, ben } = await two()
  const open = ann.open(ann.client.direct(ben.id))
  expect(open.timeline.get()).toMatchObject({ items: [], status: 'ready', atStart: true })
  expect(open.view.get()).toMatchObject({ kind: 'direct', peer: ben.id, unread: 0 })
})

it('says that there is no such group', async () => {
  const { world, ann } = await two()
  const open = ann.open('nowhere')
  await world.clock.until(() => open.timeline.get().status === 'failed')
  expect(open.timeline.get().problem).toMatchObject({ code: 'not_found' })
  expect(open.view.get()).toBeNull()
})

it('answers one message, whether it is loaded, cached or neither', async () => {
  const { world, ann, ben, id } = await two()
  ann.cable.pull()
  await write(world, ben, id, 200)
  ann.cable.plug()
  await ann.online()
  const open = await opened(ann, id)
  expect((await ann.wait(open.message(190)))?.text).toBe('text 190')
  expect((await ann.wait(open.message(5)))?.text).toBe('text 5')
  expect(await ann.wait(open.message(999))).toBeNull()
  ann.cable.pull()
  expect((await ann.wait(open.message(190)))?.text).toBe('text 190')
  expect(await ann.wait(open.message(7))).toBeNull()
})

it('stays at a message that is looked for while the newest part comes back', async () => {
  const { world, ann, ben, id } = await two()
  await write(world, ben, id, 400)
  const open = await opened(ann, id)
  await ann.wait(open.jumpTo(100))
  open.setAtEnd(false)
  open.close()
  await world.clock.advance(500)
  const again = ann.open(id)
  await ann.wait(again.jumpTo(100))
  await world.clock.advance(500)
  expect(texts(again.timeline.get())).toContain('text 100')
  expect(again.timeline.get()).toMatchObject({ status: 'ready', atNewest: false })
})
