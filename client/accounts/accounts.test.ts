import { expect, it } from 'vitest'
import { memoryData } from '../../server/storage/memory/memory-data.ts'
import { createMemoryCache } from '../cache/memory/memory-cache.ts'
import { createWorld, Person, register, texts } from '../test/person.ts'

const PASSWORD = 'correct horse'
const draft = (text: string) => ({ text, replyTo: null, editing: null })

async function two() {
  const world = createWorld()
  const [ann, ben] = [await register('Ann', world), await register('Ben', world)]
  return { world, ann, ben, id: ann.client.direct(ben.id) }
}

it('stays signed in', async () => {
  const { ann } = await two()
  const { id } = ann
  await ann.restart()
  expect(ann.id).toBe(id)
  await ann.online()
})

it('refuses a wrong password and a taken name in the words of the server', async () => {
  const { world } = await two()
  const cay = new Person('Cay', world)
  await cay.openClient()
  await expect(cay.wait(cay.client.accounts.signIn('Ann', 'wrong password'))).rejects.toMatchObject(
    { name: 'Refused', code: 'wrong_credentials' },
  )
  await expect(cay.wait(cay.client.accounts.register('ann', PASSWORD))).rejects.toMatchObject({
    code: 'name_taken',
  })
  expect(cay.client.connection.get().phase).toBe('signed-out')
})

it('says that the server cannot be reached', async () => {
  const { world } = await two()
  const cay = new Person('Cay', world)
  await cay.openClient()
  cay.cable.pull()
  await expect(cay.wait(cay.client.accounts.register('Cay', PASSWORD))).rejects.toMatchObject({
    name: 'Unreachable',
  })
})

it('forgets everything at signing out, and nobody else finds it', async () => {
  const { world, ann, id } = await two()
  await ann.wait(ann.open(id).send('secret'))
  await world.clock.advance(500)
  ann.open(id).setDraft(draft('half a secret'))
  await ann.wait(ann.client.accounts.signOut())
  expect(ann.client.account.get()).toBeNull()
  expect(ann.client.conversations.get()).toEqual([])
  expect(ann.client.connection.get()).toMatchObject({ phase: 'signed-out', unsent: 0 })
  expect(await ann.tokenStore.get()).toBeNull()
  expect(await ann.cache.load()).toMatchObject({ meta: null, conversations: [], drafts: [] })
  expect(await ann.cache.eventsBefore(id, 2, 10)).toEqual([])
  await ann.restart()
  expect(ann.client.account.get()).toBeNull()
})

it('signs out although the server cannot be told', async () => {
  const { ann } = await two()
  ann.cable.pull()
  await ann.wait(ann.client.accounts.signOut())
  expect(ann.client.account.get()).toBeNull()
  expect(await ann.tokenStore.get()).toBeNull()
})

it('keeps what one person left unsent from the next, and gives it back', async () => {
  const { world, ann, ben, id } = await two()
  ann.cable.pull()
  await ann.wait(ann.open(id).send('from Ann'))
  ann.open(id).setDraft(draft('Ann thinks'))
  await ann.wait(ann.client.close())
  await ann.tokenStore.delete()
  ann.cable.plug()

  await ann.openClient()
  await ann.wait(ann.client.accounts.signIn('Ben', PASSWORD))
  await ann.online()
  expect(ann.id).toBe(ben.id)
  await world.clock.advance(5_000)
  expect(ann.client.conversations.get()).toEqual([])
  expect(ann.client.connection.get().unsent).toBe(0)

  await ann.wait(ann.client.accounts.signIn('Ann', PASSWORD))
  await ann.online()
  await world.clock.until(() => ann.client.connection.get().unsent === 0)
  expect(ann.client.conversations.get()).toMatchObject([{ id, draft: 'Ann thinks', pending: 0 }])
  expect(world.server.data.order).toHaveLength(1)
})

it('goes on where it was when the same person signs in again', async () => {
  const { world, ann, ben, id } = await two()
  await ben.wait(ben.open(id).send('Hello'))
  await world.clock.advance(500)
  await ann.wait(ann.open(id).loadOlder())
  await ann.wait(ann.client.close())
  await ann.tokenStore.delete()
  await ann.openClient()
  expect(ann.client.account.get()).toBeNull()
  expect(ann.client.conversations.get()).toEqual([])
  await ann.wait(ann.client.accounts.signIn('Ann', PASSWORD))
  expect(ann.client.conversations.get()).toMatchObject([{ id, unread: 1 }])
})

it('knows its account before anything is shown, even with the cache gone', async () => {
  const { world, ann } = await two()
  const again = new Person('Ann', world, {
    tokenStore: ann.tokenStore,
    cache: createMemoryCache('reset'),
  })
  await again.openClient()
  expect(again.client.account.get()?.user.name).toBe('Ann')
  expect(again.client.cacheTrouble.get()).toBe('reset')
  await again.wait(again.client.close())
})

it('does not wait for ever for a server that is away', async () => {
  const { world, ann } = await two()
  const again = new Person('Ann', world, {
    tokenStore: ann.tokenStore,
    cache: createMemoryCache(),
  })
  again.cable.pull()
  const before = world.clock.now()
  await again.openClient()
  expect(world.clock.now() - before).toBeLessThan(5_000)
  expect(again.client.account.get()).toBeNull()
  again.cable.plug()
  await again.online()
  expect(again.client.account.get()?.user.name).toBe('Ann')
  await again.wait(again.client.close())
})

it('drops what it cached of a restored server, and keeps what was typed', async () => {
  const { world, ann, ben, id } = await two()
  const backup = structuredClone(world.server.data)
  await ann.wait(ann.open(id).send('lost with the old server'))
  await world.clock.advance(500)
  ann.cable.pull()
  const open = ann.open(id)
  const cid = await ann.wait(open.send('typed meanwhile'))
  open.setDraft(draft('half a'))
  world.server.replace({ ...backup, epoch: 'another-epoch' })
  ann.cable.plug()
  await ann.online()
  await world.clock.advance(5_000)
  expect(ann.client.replaced.get()).toBe(true)
  expect(texts(open.timeline.get())).toEqual(['typed meanwhile (failed)'])
  expect(open.timeline.get().items[0]!.problem).toMatchObject({ code: 'other_space' })
  expect(open.draft.get().text).toBe('half a')
  expect(ann.client.conversations.get()).toMatchObject([{ id, failed: 1, peer: ben.id }])
  await ann.wait(open.retry(cid))
  await world.clock.advance(5_000)
  expect(texts(open.timeline.get())).toEqual(['typed meanwhile'])
  await ann.restart()
  await ann.online()
  expect(ann.client.replaced.get()).toBe(false)
})

it('lets who registers anew at a replaced server still read, copy and send what was typed', async () => {
  const { world, ann, ben, id } = await two()
  ann.cable.pull()
  await ann.wait(ann.open(id).send('to Ben'))
  await ann.wait(ann.open(ann.client.direct(ann.id)).send('to myself'))
  ann.open(id).setDraft(draft('half a'))
  world.server.replace(memoryData())
  ann.cable.plug()
  await world.clock.until(() => ann.client.connection.get().phase === 'refused')
  expect(ann.client.connection.get().reason).toBe('session_ended')
  expect(ann.client.replaced.get()).toBe(false)
  await ann.wait(ann.client.accounts.register('Ann', PASSWORD))
  await ann.online()
  await world.clock.advance(5_000)
  expect(ann.client.replaced.get()).toBe(true)
  const notes = ann.client.direct(ann.id)
  const views = ann.client.conversations.get()
  expect(views).toHaveLength(2)
  expect(views.find(({ peer }) => peer === ben.id)).toMatchObject({ failed: 1, draft: 'half a' })
  const open = ann.open(notes)
  expect(texts(open.timeline.get())).toEqual(['to myself (failed)'])
  await ann.wait(open.retry(open.timeline.get().items[0]!.event.cid!))
  await world.clock.advance(5_000)
  expect(texts(open.timeline.get())).toEqual(['to myself'])
})

it('lists devices, and changes the profile everywhere', async () => {
  const { world, ann, ben } = await two()
  const second = new Person('Ann', world)
  await second.openClient()
  await second.wait(second.client.accounts.signIn('Ann', PASSWORD))
  await second.online()
  const devices = await ann.wait(ann.client.accounts.devices())
  expect(devices.map(({ current }) => current).sort()).toEqual([false, true])
  const seen = ben.client.people.user(ann.id)
  await world.clock.until(() => seen.get() !== null)
  await ann.wait(ann.client.accounts.updateProfile({ displayName: 'Ann B', colour: 3 }))
  world.server.tellProfiles()
  await world.clock.advance(100)
  for (const account of [ann.client.account.get()!, second.client.account.get()!])
    expect(account.user).toMatchObject({ displayName: 'Ann B', colour: 3 })
  expect(seen.get()).toMatchObject({ displayName: 'Ann B' })
  await ann.wait(ann.client.accounts.changePassword(PASSWORD, 'another horse'))
  await world.clock.advance(100)
  expect(second.client.connection.get().reason).toBe('session_ended')
  expect(ann.client.connection.get().phase).toBe('online')
  await second.wait(second.client.close())
})
