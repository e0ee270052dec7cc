import { expect, it } from 'vitest'
import { createBrowser } from '../test/browser.ts'
import { createWorld, Person, register, texts, type World } from '../test/person.ts'

const draft = (text: string) => ({ text, replyTo: null, editing: null })

/** Ann in two windows of one browser, and the log of her notes. */
async function windows({ withLocks = true } = {}) {
  const world = createWorld()
  const browser = createBrowser({ withLocks })
  const one = await register('Ann', world, browser)
  const two = new Person('Ann', world, browser)
  await two.openClient()
  await two.online()
  return { world, browser, one, two, id: one.client.direct(one.id) }
}

function log(world: World, id: string): string[] {
  return (world.server.data.conversations.get(id)?.events ?? []).flatMap((event) =>
    event.kind === 'message' ? (event.text ?? '') : [],
  )
}

const sends = (world: World) => world.network.sent.filter(({ type }) => type === 'send').length

it('signs the other window in and out', async () => {
  const world = createWorld()
  const browser = createBrowser()
  const two = new Person('Ann', world, browser)
  await two.openClient()
  const one = await register('Ann', world, browser)
  await two.online()
  expect(two.id).toBe(one.id)
  await one.wait(one.client.accounts.signOut())
  await world.clock.advance(100)
  expect(two.client.account.get()).toBeNull()
  expect(two.client.connection.get().phase).toBe('signed-out')
  await two.wait(two.client.close())
})

it('shows in each window what is being typed and sent in the other', async () => {
  const { world, one, two, id } = await windows()
  const [here, there] = [one.open(id), two.open(id)]
  here.setDraft(draft('half a'))
  await world.clock.advance(100)
  expect(there.draft.get().text).toBe('half a')
  one.cable.pull()
  two.cable.pull()
  await one.wait(here.send('whole'))
  await world.clock.advance(100)
  expect(there.draft.get().text).toBe('')
  expect(texts(there.timeline.get())).toEqual(['whole (pending)'])
  two.cable.plug()
  await world.clock.until(() => log(world, id).length === 1)
  await world.clock.advance(100)
  expect(texts(there.timeline.get())).toEqual(['whole'])
  expect(one.client.connection.get().unsent).toBe(0)
  one.cable.plug()
  await one.online()
  await world.clock.advance(5_000)
  expect(texts(here.timeline.get())).toEqual(['whole'])
  expect(sends(world)).toBe(1)
  await two.wait(two.client.close())
})

it.each([{ withLocks: true }, { withLocks: false }])(
  'sends what was written in two windows once, in the order of writing ($withLocks)',
  async ({ withLocks }) => {
    const { world, one, two, id } = await windows({ withLocks })
    one.cable.pull()
    two.cable.pull()
    const typed: string[] = []
    for (let n = 0; n < 10; n += 1) {
      const person = n % 2 ? one : two
      typed.push(`text ${n}`)
      await person.wait(person.open(id).send(`text ${n}`))
      await world.clock.advance(10)
    }
    one.cable.plug()
    two.cable.plug()
    await world.clock.until(() =>
      [one, two].every(({ client }) => {
        const { phase, unsent } = client.connection.get()
        return phase === 'online' && unsent === 0
      }),
    )
    await world.clock.advance(5_000)
    expect(log(world, id)).toEqual(typed)
    if (withLocks) expect(sends(world)).toBe(10)
    for (const person of [one, two]) expect(texts(person.open(id).timeline.get())).toEqual(typed)
    expect((await one.cache.unsent()).outbox).toEqual([])
    await two.wait(two.client.close())
  },
)

it('sends through the window that is online', async () => {
  const { world, one, two, id } = await windows()
  one.cable.pull()
  await one.wait(one.open(id).send('by the other'))
  await world.clock.until(() => one.client.connection.get().unsent === 0)
  expect(log(world, id)).toEqual(['by the other'])
  await two.wait(two.client.close())
})

it('takes over what a window that crashed had not sent', async () => {
  const { world, one, two, id } = await windows({ withLocks: false })
  world.network.faults = { lostPush: 0, doubledPush: 0, latePush: 0, delay: 200 }
  await one.wait(one.open(id).send('last words'))
  one.kill()
  await world.clock.until(() => log(world, id).length === 1)
  await world.clock.advance(10_000)
  expect(two.client.connection.get().unsent).toBe(0)
  expect((await two.cache.unsent()).outbox).toEqual([])
  await two.wait(two.client.close())
  await one.openClient()
})

it('takes the turn from a window that holds it and sleeps', async () => {
  const { world, one, two, id } = await windows()
  one.kill()
  await two.wait(two.open(id).send('not for ever'))
  await world.clock.advance(4_000)
  expect(log(world, id)).toEqual([])
  await world.clock.advance(2_000)
  expect(log(world, id)).toEqual(['not for ever'])
  await two.wait(two.client.close())
  await one.openClient()
})

it('shows a failed message in both windows, and retries it from either', async () => {
  const { world, one, two, id } = await windows()
  await one.wait(one.open(id).send('first'))
  await world.clock.advance(500)
  await one.wait(one.open(id).edit(99, 'of nothing'))
  await world.clock.advance(500)
  for (const { client } of [one, two])
    expect(client.conversations.get()[0]).toMatchObject({ failed: 1, pending: 0 })
  const [item] = (await two.cache.unsent()).outbox
  await two.wait(two.open(id).discard(item!.cid))
  await world.clock.advance(500)
  for (const { client } of [one, two]) expect(client.conversations.get()[0]!.failed).toBe(0)
  await two.wait(two.client.close())
})

it('does not let a window of the old database write into the cache of the new one', async () => {
  const { world, one, two, id } = await windows()
  await one.wait(one.open(id).send('old'))
  await world.clock.advance(500)
  two.cable.pull()
  world.server.replace({ ...structuredClone(world.server.data), epoch: 'another-epoch' })
  await one.online()
  await world.clock.advance(500)
  two.open(id).markRead(1)
  two.open(id).setDraft(draft('kept'))
  await world.clock.advance(500)
  const cached = await one.cache.load()
  expect(cached.meta?.epoch).toBe('another-epoch')
  expect(cached.drafts).toMatchObject([{ draft: { text: 'kept' } }])
  two.cable.plug()
  await two.online()
  await two.wait(two.client.close())
})
