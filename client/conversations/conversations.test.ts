import { expect, it } from 'vitest'
import { Refused, type Conversation } from '../../protocol/index.ts'
import { createWorld, Person, register, texts } from '../test/person.ts'
import type { IncomingMessage } from '../space-client.ts'

const draft = (text: string) => ({ text, replyTo: null, editing: null })

async function three() {
  const world = createWorld()
  const [ann, ben, cay] = [
    await register('Ann', world),
    await register('Ben', world),
    await register('Cay', world),
  ]
  return { world, ann, ben, cay, id: ann.client.direct(ben.id) }
}

async function say(person: Person, id: string, text: string): Promise<void> {
  await person.wait(person.open(id).send(text))
  await person.world.clock.advance(500)
}

function heardBy(person: Person): string[] {
  const heard: string[] = []
  person.client.onMessage(({ message, conversation }: IncomingMessage) =>
    heard.push(`${conversation.kind}: ${message.text}`),
  )
  return heard
}

const ids = (person: Person) => person.client.conversations.get().map(({ id }) => id)

it('lists conversations by what happened last, with the last line and what is unread', async () => {
  const { ann, ben, cay, id } = await three()
  const group = await ann.wait(ann.client.groups.create({ name: 'Harbour', members: [cay.id] }))
  await say(ben, id, 'one')
  await say(cay, group, 'two')
  await say(ben, id, 'three')
  expect(ids(ann)).toEqual([id, group])
  expect(ann.client.conversations.get()).toMatchObject([
    { kind: 'direct', peer: ben.id, unread: 2, last: { text: 'three' }, group: null },
    { kind: 'group', peer: null, unread: 1, last: { text: 'two' }, group: { name: 'Harbour' } },
  ])
  expect(ann.client.unread.get()).toBe(3)
})

it('keeps what was written on its line and in its place from the first moment on', async () => {
  const { world, ann, ben, cay } = await three()
  await say(ann, ann.client.direct(cay.id), 'before')
  const id = ann.client.direct(ben.id)
  const seen = new Set<string>()
  ann.client.conversations.subscribe(() => {
    const [first] = ann.client.conversations.get()
    seen.add(`${first?.id === id ? 'first' : 'not first'}: ${first?.last?.text}`)
  })
  for (const text of ['one', 'two']) {
    await ann.wait(ann.open(id).send(text))
    for (let step = 0; step < 100; step += 1) await world.clock.advance(3)
  }
  expect([...seen]).toEqual(['first: one', 'first: two'])
})

it('counts neither own messages nor what is no message as unread', async () => {
  const { world, ann, ben, cay } = await three()
  const group = await ann.wait(ann.client.groups.create({ name: 'Harbour', members: [ben.id] }))
  await say(ben, group, 'one')
  await ann.wait(ann.client.groups.add(group, cay.id))
  await say(ben, group, 'two')
  await ben.wait(ben.open(group).edit(4, 'one, edited'))
  await ann.wait(ann.client.groups.update(group, { name: 'Port' }))
  await world.clock.advance(500)
  expect(cay.client.unread.get()).toBe(1)
  expect(ben.client.unread.get()).toBe(0)
})

it('shares the read marker between devices, and shows it to the other person', async () => {
  const { world, ann, ben, id } = await three()
  const second = new Person('Ann', world)
  await second.openClient()
  await second.wait(second.client.accounts.signIn('Ann', 'correct horse'))
  await second.online()
  for (const text of ['one', 'two', 'three']) await say(ben, id, text)
  const open = ann.open(id)
  await world.clock.advance(500)
  open.markRead(2)
  expect(ann.client.unread.get()).toBe(1)
  await world.clock.advance(1_000)
  expect(second.client.unread.get()).toBe(1)
  expect(ben.open(id).view.get()?.peerRead).toBe(2)
  open.markRead(1)
  expect(ann.client.unread.get()).toBe(1)
  second.open(id).markRead(3)
  await world.clock.advance(1_000)
  expect(ann.client.unread.get()).toBe(0)
  await second.wait(second.client.close())
})

it('tells the server once how far one scrolled', async () => {
  const { world, ann, ben, id } = await three()
  for (let n = 0; n < 20; n += 1) await say(ben, id, `text ${n}`)
  const open = ann.open(id)
  await world.clock.advance(500)
  world.network.sent.length = 0
  for (let seq = 1; seq <= 20; seq += 1) open.markRead(seq)
  await world.clock.advance(1_000)
  const reads = world.network.sent.filter(({ type }) => type === 'read')
  expect(reads).toMatchObject([{ conversation: id, seq: 20 }])
})

it('keeps what was read offline, and tells it afterwards', async () => {
  const { world, ann, ben, id } = await three()
  await say(ben, id, 'one')
  ann.cable.pull()
  ann.open(id).markRead(1)
  await world.clock.advance(1_000)
  await ann.restart()
  expect(ann.client.unread.get()).toBe(0)
  ann.cable.plug()
  await ann.online()
  await world.clock.advance(1_000)
  expect(ann.client.unread.get()).toBe(0)
  expect(ben.open(id).view.get()?.peerRead).toBe(1)
})

it('tells of messages that arrive live, and of no others', async () => {
  const { world, ann, ben, cay, id } = await three()
  const heard = heardBy(ann)
  await say(ben, id, 'the very first')
  await say(ann, id, 'own')
  await say(ben, id, 'second')
  ann.cable.pull()
  await say(ben, id, 'while away')
  ann.cable.plug()
  await ann.online()
  await say(ben, id, 'back')
  const group = await cay.wait(cay.client.groups.create({ name: 'Harbour', members: [ann.id] }))
  await say(cay, group, 'hello all')
  expect(heard).toEqual([
    'direct: the very first',
    'direct: second',
    'direct: back',
    'group: hello all',
  ])
  await ann.restart()
  await ann.online()
  expect(heardBy(ann)).toEqual([])
  await world.clock.advance(1_000)
})

it('tells of a message once, though its push was lost and the gap was healed', async () => {
  const { world, ann, ben, id } = await three()
  await say(ben, id, 'one')
  const heard = heardBy(ann)
  world.network.faults = { lostPush: 1, doubledPush: 0, latePush: 0, delay: 2 }
  await say(ben, id, 'two')
  world.network.faults = { lostPush: 0, doubledPush: 1, latePush: 1, delay: 2 }
  await say(ben, id, 'three')
  await world.clock.advance(5_000)
  expect(heard).toEqual(['direct: two', 'direct: three'])
})

it('shows who is typing until they send, stop or fall silent', async () => {
  const { world, ann, ben, cay } = await three()
  const group = await ann.wait(
    ann.client.groups.create({ name: 'Harbour', members: [ben.id, cay.id] }),
  )
  await world.clock.advance(500)
  const typing = () => ann.client.conversations.get()[0]!.typing
  const [atBen, atCay] = [ben.open(group), cay.open(group)]
  atBen.setTyping(true)
  atCay.setTyping(true)
  await world.clock.advance(100)
  expect(new Set(typing())).toEqual(new Set([ben.id, cay.id]))
  atCay.setTyping(false)
  await world.clock.advance(100)
  expect(typing()).toEqual([ben.id])
  await say(ben, group, 'done')
  expect(typing()).toEqual([])
  atBen.setTyping(true)
  await world.clock.advance(5_000)
  expect(typing()).toEqual([ben.id])
  await world.clock.advance(2_000)
  expect(typing()).toEqual([])
})

it('repeats every 3 s that one is typing, and no more often', async () => {
  const { world, ann, id } = await three()
  await say(ann, id, 'begun')
  const open = ann.open(id)
  world.network.sent.length = 0
  for (let key = 0; key < 100; key += 1) {
    open.setTyping(true)
    await world.clock.advance(100)
  }
  const told = world.network.sent.filter(({ type }) => type === 'typing')
  expect(told.length).toBe(4)
  await world.clock.advance(10_000)
  expect(world.network.sent.filter(({ type }) => type === 'typing').at(-1)).toMatchObject({
    on: false,
  })
})

it('keeps a draft for each conversation, across restarts, and lists it', async () => {
  const { world, ann, cay, id } = await three()
  ann.open(id).setDraft({ text: 'Dear Ben', replyTo: 3, editing: null })
  ann.open(ann.client.direct(cay.id)).setDraft(draft('Dear Cay'))
  await world.clock.advance(100)
  ann.kill()
  await ann.openClient()
  expect(ann.open(id).draft.get()).toEqual({ text: 'Dear Ben', replyTo: 3, editing: null })
  expect(ann.client.conversations.get().map((view) => view.draft)).toEqual(
    expect.arrayContaining(['Dear Ben', 'Dear Cay']),
  )
  ann.open(id).setDraft(draft(''))
  expect(ids(ann)).toEqual([ann.client.direct(cay.id)])
})

it('lets go of a group that was left, or that one was removed from', async () => {
  const { world, ann, ben, cay } = await three()
  const group = await ann.wait(
    ann.client.groups.create({ name: 'Harbour', members: [ben.id, cay.id] }),
  )
  await say(ben, group, 'one')
  const open = ben.open(group)
  await ben.wait(ben.client.groups.leave(group))
  expect(ids(ben)).toEqual([])
  await world.clock.until(() => open.timeline.get().status === 'failed')
  expect(open.timeline.get().items).toEqual([])
  await ann.wait(ann.client.groups.remove(group, cay.id))
  await world.clock.advance(500)
  expect(ids(cay)).toEqual([])
  expect(await cay.cache.eventsBefore(group, 5, 10)).toEqual([])
  await ben.wait(ben.client.groups.join(group))
  expect(ids(ben)).toEqual([group])
  await world.clock.advance(500)
  expect(texts(open.timeline.get())).toContain('one')
})

it('keeps a group listed in which something is unsent, until that is given up', async () => {
  const { world, ann, ben } = await three()
  const group = await ann.wait(ann.client.groups.create({ name: 'Harbour', members: [ben.id] }))
  await world.clock.advance(500)
  ben.cable.pull()
  const cid = await ben.wait(ben.open(group).send('too late'))
  await ann.wait(ann.client.groups.remove(group, ben.id))
  ben.cable.plug()
  await ben.online()
  await world.clock.advance(5_000)
  expect(ben.client.conversations.get()).toMatchObject([
    { id: group, failed: 1, group: { name: 'Harbour' } },
  ])
  const open = ben.open(group)
  await world.clock.advance(500)
  expect(texts(open.timeline.get())).toEqual(['too late (failed)'])
  expect(await ben.wait(open.discard(cid))).toBe('too late')
  expect(ids(ben)).toEqual([])
})

it('says that somebody goes on typing, also after their clock was set back', async () => {
  const { world, ann, ben } = await three()
  const id = ben.client.direct(ann.id)
  await say(ben, id, 'wait')
  for (let seconds = 0; seconds < 20; seconds += 1) {
    if (seconds === 5) world.clock.setBack(3_600_000)
    ben.open(id).setTyping(true)
    await world.clock.advance(1_000)
    expect(ann.client.conversations.get()[0]!.typing).toEqual([ben.id])
  }
})

it('creates a group once, though the answer to the first request was lost', async () => {
  const { world, ann } = await three()
  world.network.faults = { lostPush: 0, doubledPush: 0, latePush: 0, delay: 100 }
  const creating = ann.client.groups.create({ name: 'Harbour' })
  creating.catch(() => {})
  await world.clock.until(() => world.server.data.conversations.size === 1)
  ann.cable.pull()
  await expect(ann.wait(creating)).rejects.toMatchObject({ name: 'Unreachable' })
  ann.cable.plug()
  const id = await ann.wait(ann.client.groups.create({ name: 'Harbour' }))
  expect([...world.server.data.conversations.keys()]).toEqual([id])
  await ann.wait(ann.client.groups.create({ name: 'Harbour' }))
  expect(world.server.data.conversations.size).toBe(2)
})

it('creates a group once, though the server failed after it had', async () => {
  const { world, ann } = await three()
  const { domain } = world.server
  const { create } = domain.groups
  domain.groups.create = async (...asked) => {
    domain.groups.create = create
    await create(...asked)
    throw new Refused('internal', 'failed')
  }
  const creating = ann.client.groups.create({ name: 'Harbour' })
  await expect(ann.wait(creating)).rejects.toMatchObject({ code: 'internal' })
  const id = await ann.wait(ann.client.groups.create({ name: 'Harbour' }))
  expect([...world.server.data.conversations.keys()]).toEqual([id])
})

it('resumes more conversations than one request may name', async () => {
  const { world, ann } = await three()
  const stored = await world.server.storage.log.resume(ann.id, {})
  expect(stored).toEqual([])
  const conversations = Array.from(
    { length: 2_500 },
    (_, n): { conversation: Conversation; ended: null } => ({
      conversation: {
        id: `group-${n}`,
        kind: 'group',
        group: null,
        head: 1,
        headMessages: 0,
        read: 0,
        readMessages: 0,
        peerRead: null,
        last: null,
        activeAt: n,
      },
      ended: null,
    }),
  )
  await ann.wait(ann.client.close())
  await ann.cache.commit({
    of: { epoch: world.server.data.epoch, user: (await ann.cache.load()).meta!.user },
    conversations,
  })
  world.network.sent.length = 0
  await ann.openClient()
  expect(ids(ann)).toHaveLength(2_500)
  await ann.online()
  const [hello] = world.network.sent
  expect(Object.keys(hello!['positions'] as object)).toHaveLength(2_000)
  expect(ids(ann)).toEqual([])
})
