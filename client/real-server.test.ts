import 'fake-indexeddb/auto'
import { expect, it } from 'vitest'
import { TestServer } from '../server/test/test-server.ts'
import { openIndexedDbCache } from './cache/indexed-db/indexed-db-cache.ts'
import { openDevice, until } from './test/device.ts'
import { texts } from './test/person.ts'
import { createMemoryTokenStore } from './token-store.ts'

const password = 'correct horse'

it('talks to the real server over a real socket', async () => {
  const server = await TestServer.start()
  const ann = await openDevice(server.url)
  const ben = await openDevice(server.url)
  await ann.accounts.register('Ann', password)
  const { user } = await ben.accounts.register('Ben', password)
  await until(() => ann.connection.get().phase === 'online')
  const heard: string[] = []
  ben.onMessage(({ message }) => heard.push(message.text!))
  const atAnn = ann.open(ann.direct(user.id))
  await atAnn.send('Hello')
  await until(() => ben.unread.get() === 1 && heard.length > 0)
  expect(heard).toEqual(['Hello'])
  const atBen = ben.open(atAnn.id)
  await until(() => atBen.timeline.get().items.length === 1)
  atBen.markRead(1)
  await until(() => atAnn.timeline.get().peerRead === 1)
  await atBen.react(1, '👍', true)
  await until(() => atAnn.timeline.get().items[0]?.event.kind === 'message')
  await until(() => JSON.stringify(atAnn.timeline.get().items).includes('👍'))
  await atAnn.edit(1, 'Hello Ben')
  await until(() => texts(atBen.timeline.get())[0] === 'Hello Ben')
  await atAnn.remove(1)
  await until(() => texts(atBen.timeline.get())[0] === 'deleted')
  expect(ben.unread.get()).toBe(0)
})

it('shows what is cached at once, and sends what was typed while the server was away', async () => {
  const server = await TestServer.start()
  const tokenStore = createMemoryTokenStore()
  const first = await openDevice(server.url, { cache: await openIndexedDbCache('a'), tokenStore })
  await first.accounts.register('Ann', password)
  const notes = first.direct(first.account.get()!.user.id)
  await first.open(notes).send('one')
  await until(() => first.connection.get().unsent === 0)
  await first.close()

  await server.stop()
  const url = 'http://127.0.0.1:9'
  const away = await openDevice(url, { cache: await openIndexedDbCache('a'), tokenStore })
  expect(away.account.get()?.user.name).toBe('Ann')
  expect(away.conversations.get().map(({ id }) => id)).toEqual([notes])
  const open = away.open(notes)
  await until(() => open.timeline.get().status === 'ready')
  expect(texts(open.timeline.get())).toEqual(['one'])
  await open.send('two')
  expect(texts(open.timeline.get())).toEqual(['one', 'two (pending)'])
  expect(away.connection.get().unsent).toBe(1)
  await away.close()

  await server.restart()
  const back = await openDevice(server.url, { cache: await openIndexedDbCache('a'), tokenStore })
  const again = back.open(notes)
  await until(() => texts(again.timeline.get()).join() === 'one,two')
  expect(back.connection.get()).toMatchObject({ phase: 'online', unsent: 0 })
})

it('is told of people, groups and presence', async () => {
  const server = await TestServer.start()
  const ann = await openDevice(server.url)
  const ben = await openDevice(server.url)
  const { user: annUser } = await ann.accounts.register('Ann', password)
  const { user } = await ben.accounts.register('Ben', password)
  const stop = ann.people.watch([user.id])
  await until(() => ann.people.presence(user.id).get()?.state === 'online')
  const group = await ann.groups.create({ name: 'Harbour', members: [user.id] })
  await until(() => ben.conversations.get()[0]?.group?.name === 'Harbour')
  expect(ben.conversations.get()[0]).toMatchObject({ id: group, unread: 0 })
  await until(() => ben.people.user(annUser.id).get()?.displayName === 'Ann')
  await ann.accounts.updateProfile({ displayName: 'Ann of the docks' })
  await until(() => ben.people.user(annUser.id).get()?.displayName === 'Ann of the docks')
  await ben.groups.leave(group)
  expect(ben.conversations.get()).toEqual([])
  const open = ann.open(group)
  await until(() => texts(open.timeline.get()).includes('[leave]'))
  await until(() => ann.conversations.get()[0]?.group?.memberCount === 1)
  expect((await ann.people.directory('b')).people).toHaveLength(1)
  ben.open(ben.direct(annUser.id)).setTyping(true)
  stop()
})
