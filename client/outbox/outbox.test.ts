import { expect, it } from 'vitest'
import { Refused } from '../../protocol/index.ts'
import { createWorld, register, texts, type Person, type World } from '../test/person.ts'

async function alone(): Promise<{ world: World; ann: Person; notes: string }> {
  const world = createWorld()
  const ann = await register('Ann', world)
  return { world, ann, notes: ann.client.direct(ann.id) }
}

function sends(world: World) {
  return world.network.sent.filter(({ type }) => type === 'send')
}

async function log(world: World, id: string): Promise<string[]> {
  const { events } = await world.server.storage.log.page(id, { after: 0, limit: 1000 })
  return events.flatMap((event) => (event.kind === 'message' ? (event.text ?? 'deleted') : []))
}

const quiet = (ann: Person) => () => ann.client.connection.get().unsent === 0

it('shows a message at once, before the server has it, under a key that stays', async () => {
  const { world, ann, notes } = await alone()
  const open = ann.open(notes)
  const cid = await ann.wait(open.send('Hello'))
  const [pending] = open.timeline.get().items
  expect(pending).toMatchObject({ key: cid, state: 'pending', event: { seq: 0, text: 'Hello' } })
  expect(ann.client.conversations.get()[0]).toMatchObject({ id: notes, pending: 1 })
  await world.clock.until(quiet(ann))
  const [sent] = open.timeline.get().items
  expect(sent).toMatchObject({ key: cid, state: 'sent', event: { seq: 1, text: 'Hello' } })
  expect(ann.client.conversations.get()[0]).toMatchObject({ pending: 0, failed: 0, unread: 0 })
})

it('never shows nothing, or twice, between sending and the event', async () => {
  const { world, ann, notes } = await alone()
  const open = ann.open(notes)
  const seen = new Set<string>()
  const look = () => seen.add(texts(open.timeline.get()).join('|').replaceAll(' (pending)', ''))
  open.timeline.subscribe(look)
  await ann.wait(open.send('one'))
  await world.clock.advance(500)
  await ann.wait(open.send('two'))
  await world.clock.advance(500)
  expect([...seen]).toEqual(['one', 'one|two'])
})

it('stores a message before it says that it was taken', async () => {
  const { world, ann, notes } = await alone()
  ann.cable.pull()
  await ann.wait(ann.open(notes).send('typed'))
  ann.kill()
  await ann.openClient()
  const open = ann.open(notes)
  await world.clock.until(() => open.timeline.get().status === 'ready')
  expect(texts(open.timeline.get())).toEqual(['typed (pending)'])
  expect(ann.client.connection.get().unsent).toBe(1)
  ann.cable.plug()
  await world.clock.until(quiet(ann))
  expect(await log(world, notes)).toEqual(['typed'])
})

it('sends in the order of writing, one at a time in each conversation', async () => {
  const { world, ann, notes } = await alone()
  world.network.faults = { lostPush: 0.5, doubledPush: 0.5, latePush: 0.5, delay: 40 }
  ann.cable.pull()
  const open = ann.open(notes)
  const typed = Array.from({ length: 20 }, (_, index) => `text ${index}`)
  for (const text of typed) await ann.wait(open.send(text))
  ann.cable.plug()
  await world.clock.until(quiet(ann))
  expect(await log(world, notes)).toEqual(typed)
})

it('sends again what got no answer, and it is there once', async () => {
  const { world, ann, notes } = await alone()
  const open = ann.open(notes)
  world.network.faults = { lostPush: 1, doubledPush: 0, latePush: 0, delay: 50 }
  for (let time = 0; time < 12; time += 1) {
    await ann.wait(open.send(`text ${time}`))
    await world.clock.advance(time * 9)
    ann.cable.cut()
  }
  await world.clock.until(quiet(ann))
  expect(sends(world).length).toBeGreaterThan(12)
  expect(await log(world, notes)).toEqual(Array.from({ length: 12 }, (_, n) => `text ${n}`))
})

it('keeps a message that was refused for good, says why, and lets the next ones go on', async () => {
  const { world, ann, notes } = await alone()
  world.server.refusing = (request) =>
    request.type === 'send' && JSON.stringify(request.event).includes('bad')
      ? new Refused('too_large', 'too much', { limit: 3 })
      : null
  const open = ann.open(notes)
  for (const text of ['good', 'bad', 'better']) await ann.wait(open.send(text))
  await world.clock.until(quiet(ann))
  expect(texts(open.timeline.get())).toEqual(['good', 'better', 'bad (failed)'])
  const failed = open.timeline.get().items.at(-1)!
  expect(failed.problem).toMatchObject({ code: 'too_large', limit: 3 })
  expect(ann.client.conversations.get()[0]).toMatchObject({ pending: 0, failed: 1 })
  await ann.restart()
  const again = ann.open(notes)
  await world.clock.until(() => again.timeline.get().items.length === 3)
  expect(texts(again.timeline.get())).toEqual(['good', 'better', 'bad (failed)'])
})

it('tries a refused message again, as it is or with another text', async () => {
  const { world, ann, notes } = await alone()
  world.server.refusing = ({ type }) => (type === 'send' ? new Refused('archived', 'it is') : null)
  const open = ann.open(notes)
  const one = await ann.wait(open.send('one'))
  const two = await ann.wait(open.send('two'))
  await world.clock.until(quiet(ann))
  await ann.wait(open.retry(one))
  await world.clock.until(quiet(ann))
  expect(texts(open.timeline.get())).toEqual(['one (failed)', 'two (failed)'])
  world.server.refusing = () => null
  await ann.wait(open.retry(one))
  await ann.wait(open.retry(two, 'second'))
  await world.clock.until(quiet(ann))
  expect(texts(open.timeline.get())).toEqual(['one', 'second'])
  expect(await log(world, notes)).toEqual(['one', 'second'])
})

it('gives the text back where a message is given up', async () => {
  const { world, ann, notes } = await alone()
  ann.cable.pull()
  const open = ann.open(notes)
  const cid = await ann.wait(open.send('never mind'))
  expect(await ann.wait(open.discard(cid))).toBe('never mind')
  expect(open.timeline.get().items).toEqual([])
  expect(await ann.wait(open.discard(cid))).toBeNull()
  ann.cable.plug()
  await ann.online()
  await world.clock.advance(5_000)
  expect(await log(world, notes)).toEqual([])
  expect(ann.client.conversations.get()).toEqual([])
})

it('keeps trying what the server cannot do now, and says what it waits for', async () => {
  const { world, ann, notes } = await alone()
  world.server.refusing = ({ type }) =>
    type === 'send' ? new Refused('storage_full', 'no room') : null
  const open = ann.open(notes)
  await ann.wait(open.send('patient'))
  await world.clock.advance(60_000)
  expect(ann.client.connection.get()).toMatchObject({
    phase: 'online',
    unsent: 1,
    trouble: { code: 'storage_full' },
  })
  const tries = sends(world).length
  expect(tries).toBeGreaterThan(3)
  expect(tries).toBeLessThan(20)
  world.server.refusing = () => null
  await world.clock.until(quiet(ann))
  expect(ann.client.connection.get().trouble).toBeNull()
  expect(texts(open.timeline.get())).toEqual(['patient'])
})

it('does not go on about what kept a message waiting that arrived, though its answer was lost', async () => {
  const { world, ann, notes } = await alone()
  world.server.refusing = ({ type }) =>
    type === 'send' ? new Refused('storage_full', 'no room') : null
  const open = ann.open(notes)
  await ann.wait(open.send('patient'))
  await world.clock.advance(5_000)
  world.server.refusing = () => null
  world.network.faults = { ...world.network.faults, lostReply: 1 }
  await world.clock.until(quiet(ann))
  expect(ann.client.connection.get()).toMatchObject({ phase: 'online', trouble: null })
  ann.cable.pull()
  await ann.wait(open.send('another'))
  expect(ann.client.connection.get()).toMatchObject({ unsent: 1, trouble: null })
})

it('waits as long as the server asks for, and no longer once it is back', async () => {
  const { world, ann, notes } = await alone()
  world.server.refusing = ({ type }) =>
    type === 'send' ? new Refused('rate_limited', 'slowly', { retryAfter: 90_000 }) : null
  const open = ann.open(notes)
  await ann.wait(open.send('slow'))
  await world.clock.advance(60_000)
  expect(sends(world)).toHaveLength(1)
  world.server.refusing = () => null
  ann.cable.cut()
  await world.clock.advance(5_000)
  expect(await log(world, notes)).toEqual(['slow'])
})

it('shows edits, deletions and reactions at once, and takes them back where they are refused', async () => {
  const { world, ann, notes } = await alone()
  const open = ann.open(notes)
  await ann.wait(open.send('first'))
  await ann.wait(open.send('second'))
  await world.clock.until(quiet(ann))
  ann.cable.pull()
  await ann.wait(open.edit(1, 'better'))
  await ann.wait(open.react(1, '👍', true))
  await ann.wait(open.remove(2))
  const [first, second] = open.timeline.get().items
  expect(first).toMatchObject({ changing: true, state: 'sent' })
  expect(first!.event).toMatchObject({ text: 'better', reactions: { '👍': [ann.id] } })
  expect(second!.event).toMatchObject({ text: null, deletedBy: ann.id })
  world.server.refusing = (request) =>
    request.type === 'send' && request.event.kind !== 'react'
      ? new Refused('forbidden', 'no')
      : null
  ann.cable.plug()
  await world.clock.until(quiet(ann))
  const [one, two] = open.timeline.get().items
  expect(one).toMatchObject({ changing: false, event: { text: 'first', reactions: {} } })
  expect(one!.failedChange).toMatchObject({ kind: 'edit', text: 'better' })
  expect(two).toMatchObject({ event: { text: 'second' }, failedChange: { kind: 'delete' } })
  expect(ann.client.conversations.get()[0]).toMatchObject({ failed: 1 })
  world.server.refusing = () => null
  await ann.wait(open.retry(one!.failedChange!.cid))
  await ann.wait(open.discard(two!.failedChange!.cid))
  await world.clock.until(quiet(ann))
  expect(texts(open.timeline.get())).toEqual(['better', 'second'])
  expect(open.timeline.get().items.map(({ failedChange }) => failedChange)).toEqual([null, null])
})

it('refuses here already what the server would never take, and keeps the draft', async () => {
  const { ann, notes } = await alone()
  const open = ann.open(notes)
  const draft = { text: 'x'.repeat(10_001), replyTo: null, editing: null }
  open.setDraft(draft)
  await expect(open.send(draft.text)).rejects.toMatchObject({
    code: 'invalid',
    details: { field: 'text', limit: 10_000 },
  })
  await expect(open.send('  \n ')).rejects.toBeInstanceOf(Refused)
  expect(open.draft.get()).toEqual(draft)
  expect(ann.client.connection.get().unsent).toBe(0)
})

it('does not give up what is on its way, as it may have arrived', async () => {
  const { world, ann, notes } = await alone()
  const open = ann.open(notes)
  world.network.faults = { lostPush: 0, doubledPush: 0, latePush: 0, delay: 400 }
  const cid = await ann.wait(open.send('meet me at noon'))
  expect(open.timeline.get().items[0]).toMatchObject({ state: 'pending', tried: true })
  expect(await ann.wait(open.discard(cid))).toBeNull()
  await ann.wait(open.retry(cid, 'meet me at one'))
  await world.clock.until(quiet(ann))
  expect(texts(open.timeline.get())).toEqual(['meet me at noon'])
  expect(open.timeline.get().items[0]).toMatchObject({ state: 'sent', tried: false })
  expect(await log(world, notes)).toEqual(['meet me at noon'])
})

it('remembers across a crash that the server may have it', async () => {
  const { world, ann, notes } = await alone()
  world.network.faults = { lostPush: 0, doubledPush: 0, latePush: 0, delay: 400 }
  const cid = await ann.wait(ann.open(notes).send('last words'))
  await world.clock.until(() => world.server.data.order.length === 1)
  ann.kill()
  ann.cable.pull()
  await ann.openClient()
  const open = ann.open(notes)
  await world.clock.until(() => open.timeline.get().items.length === 1)
  expect(open.timeline.get().items[0]).toMatchObject({ state: 'pending', tried: true })
  expect(await ann.wait(open.discard(cid))).toBeNull()
  ann.cable.plug()
  await world.clock.until(quiet(ann))
  expect(await log(world, notes)).toEqual(['last words'])
})

it('gives up what the server said it did not take, and what never left', async () => {
  const { world, ann, notes } = await alone()
  const open = ann.open(notes)
  world.server.refusing = () => new Refused('storage_full', 'no room')
  const refused = await ann.wait(open.send('no room for it'))
  const behind = await ann.wait(open.send('behind it'))
  await world.clock.until(() => ann.client.connection.get().trouble !== null)
  expect(open.timeline.get().items).toMatchObject([{ tried: false }, { tried: false }])
  expect(await ann.wait(open.discard(behind))).toBe('behind it')
  expect(await ann.wait(open.discard(refused))).toBe('no room for it')
  world.server.refusing = () => null
  await world.clock.advance(60_000)
  expect(await log(world, notes)).toEqual([])
})

it('cannot tell of what got no answer and was refused for now when it was tried again', async () => {
  const { world, ann, notes } = await alone()
  const open = ann.open(notes)
  world.network.faults = { lostPush: 0, doubledPush: 0, latePush: 0, delay: 40 }
  const cid = await ann.wait(open.send('once'))
  await world.clock.until(() => world.server.data.order.length === 1)
  world.server.refusing = ({ type }) =>
    type === 'send' ? new Refused('rate_limited', 'slowly') : null
  ann.cable.cut()
  await world.clock.until(() => ann.client.connection.get().trouble !== null)
  expect(await ann.wait(open.discard(cid))).toBeNull()
  world.server.refusing = () => null
  await world.clock.until(quiet(ann))
  expect(await log(world, notes)).toEqual(['once'])
})

it('answers a reply with what it replies to', async () => {
  const { world, ann, notes } = await alone()
  const open = ann.open(notes)
  await ann.wait(open.send('question'))
  await world.clock.until(quiet(ann))
  await ann.wait(open.send('answer', { replyTo: 1 }))
  expect(open.timeline.get().items[1]!.event).toMatchObject({ replyTo: 1 })
  await world.clock.until(quiet(ann))
  expect(open.timeline.get().items[1]!.event).toMatchObject({ seq: 2, replyTo: 1 })
})
