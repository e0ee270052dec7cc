import { describe, expect, it } from 'vitest'
import type { ConversationId } from '../../protocol/index.ts'
import { newCid } from '../test/test-socket.ts'
import { TestServer, type TestPerson } from '../test/test-server.ts'
import { openTestStorage, storageKinds, type StorageKind } from '../test/test-storage.ts'

async function garden(kind: StorageKind, names: string[]) {
  const storage = await openTestStorage(kind)
  const server = await TestServer.start({ storage, config: { writeRate: 0 } })
  const people = await Promise.all(names.map((name) => server.register(name)))
  const members = people.slice(1).map(({ id }) => id)
  const body = { cid: newCid(), name: 'Garden', members }
  const { conversation } = await server.call('createGroup', { body }, people[0])
  return { server, people, group: conversation.id }
}

function remove(server: TestServer, by: TestPerson, group: ConversationId, who: TestPerson) {
  const params = { group, user: who.id }
  return server.call('removeMember', { params, query: { cid: newCid() } }, by)
}

describe.each(storageKinds)('on %s storage', (kind) => {
  it('tells someone who is added that it began, then everything after, without a hole', async () => {
    const { server, people, group } = await garden(kind, ['Ada'])
    const [ada] = people
    const bob = await server.register('Bob')
    const [hers, his] = [await server.connect(ada!), await server.connect(bob)]
    const chatter = Promise.all(
      Array.from({ length: 60 }, (_, n) => hers.say(group, `before ${n}`)),
    )
    const body = { cid: newCid(), user: bob.id }
    await server.call('addMember', { params: { group }, body }, ada)
    await chatter
    const { seq } = await hers.say(group, 'welcome, Bob')
    const began = await his.push('began')
    await his.push('events', ({ events }) => events.at(-1)?.seq === seq)
    const [first, ...rest] = his.eventsOf(group).map((event) => event.seq)
    expect(first).toBeLessThanOrEqual(began.conversation.head + 1)
    expect(rest).toEqual(rest.map((_, n) => first! + 1 + n))
    expect(his.pushes.findIndex(({ push }) => push === 'began')).toBe(0)
  })

  it('pushes nothing that was stored after a removal to any device of the removed person', async () => {
    const { server, people, group } = await garden(kind, ['Ada', 'Bob'])
    const [ada, bob] = people as [TestPerson, TestPerson]
    const hers = await server.connect(ada)
    const his = [await server.connect(bob), await server.connect(await server.signIn(bob))]
    const chatter = Array.from({ length: 100 }, (_, n) => hers.say(group, `message ${n}`))
    await remove(server, ada, group, bob)
    await Promise.all([...chatter, hers.say(group, 'Bob must not see this')])
    const removal = hers.eventsOf(group).find(({ kind }) => kind === 'leave')!
    for (const device of his) {
      expect(await device.push('ended')).toEqual({
        push: 'ended',
        topic: `u/${bob.id}`,
        conversation: group,
        reason: 'removed',
      })
      await device.caughtUp()
      expect(device.eventsOf(group).at(-1)?.seq).toBe(removal.seq)
      await expect(device.say(group, 'still here?')).rejects.toMatchObject({ code: 'not_found' })
      const typing = device.request('typing', { conversation: group, on: true })
      await expect(typing).rejects.toMatchObject({ code: 'not_found' })
    }
  })

  it('tells someone who leaves that it ended, and begins anew when they come back', async () => {
    const { server, people, group } = await garden(kind, ['Ada', 'Bob'])
    const [ada, bob] = people as [TestPerson, TestPerson]
    const [hers, his] = [await server.connect(ada), await server.connect(bob)]
    await server.call('leaveGroup', { params: { group }, body: { cid: newCid() } }, bob)
    expect(await his.push('ended')).toMatchObject({ reason: 'left' })
    await hers.say(group, 'while he was away')
    await server.call('joinGroup', { params: { group }, body: { cid: newCid() } }, bob)
    const began = await his.push('began')
    expect(began.conversation.head).toBeGreaterThanOrEqual(6)
    await hers.say(group, 'welcome back')
    await his.push('events', ({ events }) => events.some((one) => one.seq === 7))
    expect(his.textsOf(group)).toEqual(['welcome back'])
  })

  it('begins for everybody who is named when a group is created', async () => {
    const server = await TestServer.start({ storage: await openTestStorage(kind) })
    const names = Array.from({ length: 12 }, (_, n) => `Person ${n}`)
    const people = await Promise.all(names.map((name) => server.register(name)))
    const sockets = await Promise.all(people.map((person) => server.connect(person)))
    const members = people.slice(1).map(({ id }) => id)
    const body = { cid: newCid(), name: 'Everyone', members }
    const { conversation } = await server.call('createGroup', { body }, people[0])
    await sockets[0]!.say(conversation.id, 'hello everyone')
    for (const socket of sockets) {
      await socket.push('events', ({ events }) => events.at(-1)?.kind === 'message')
      expect(socket.pushesOf('began')).toHaveLength(1)
      expect(socket.pushes[0]!.push).toBe('began')
      const seqs = socket.eventsOf(conversation.id).map(({ seq }) => seq)
      expect(seqs).toEqual(Array.from({ length: 14 }, (_, n) => n + 1))
    }
  })

  it('closes every connection of a device that is signed out elsewhere, and no other', async () => {
    const server = await TestServer.start({ storage: await openTestStorage(kind) })
    const ada = await server.register('Ada')
    const lost = await server.signIn(ada)
    const [kept, gone] = [await server.connect(ada), await server.connect(lost)]
    await server.call('revokeSession', { params: { session: lost.session.id } }, ada)
    expect(await gone.closed).toMatchObject({ code: 4100 })
    await kept.caughtUp()
    const back = await server.open()
    await expect(back.hello(lost.token)).rejects.toMatchObject({ code: 'unauthorised' })
  })
})
