import { describe, expect, it } from 'vitest'
import { directConversation } from '../../protocol/index.ts'
import { TestServer } from '../test/test-server.ts'
import { openTestStorage, storageKinds } from '../test/test-storage.ts'

describe.each(storageKinds)('on %s storage', (kind) => {
  describe('a direct conversation', () => {
    it('begins for both with the first message, which both hear, and is acknowledged', async () => {
      const server = await TestServer.start({ storage: await openTestStorage(kind) })
      const [ada, bob] = [await server.register('Ada'), await server.register('Bob')]
      const [hers, his] = [await server.connect(ada), await server.connect(bob)]
      const direct = directConversation(ada.id, bob.id)
      expect(await hers.say(direct, 'hello Bob')).toMatchObject({ seq: 1, messages: 1 })
      for (const socket of [hers, his]) {
        await socket.push('events')
        expect(socket.pushes.map(({ push }) => push)).toEqual(['began', 'events'])
        expect(socket.textsOf(direct)).toEqual(['hello Bob'])
      }
      expect(await his.push('began')).toMatchObject({
        topic: `u/${bob.id}`,
        conversation: { id: direct, head: 1, read: 0, last: { text: 'hello Bob' } },
      })
    })

    it('is heard by nobody else', async () => {
      const server = await TestServer.start({ storage: await openTestStorage(kind) })
      const [ada, bob, eve] = await Promise.all(
        ['Ada', 'Bob', 'Eve'].map((one) => server.register(one)),
      )
      const [hers, other] = [await server.connect(ada!), await server.connect(eve!)]
      await hers.say(directConversation(ada!.id, bob!.id), 'between us')
      await other.caughtUp()
      expect(other.pushesOf('events')).toEqual([])
      expect(other.pushesOf('began')).toEqual([])
    })

    it('reaches every device of both, the sending one included', async () => {
      const server = await TestServer.start({ storage: await openTestStorage(kind) })
      const [ada, bob] = [await server.register('Ada'), await server.register('Bob')]
      const devices = await Promise.all([
        server.connect(ada),
        server.connect(await server.signIn(ada)),
        server.connect(bob),
        server.connect(await server.signIn(bob)),
      ])
      const direct = directConversation(ada.id, bob.id)
      await devices[0]!.say(direct, 'to all')
      for (const device of devices) {
        await device.push('events')
        expect(device.textsOf(direct)).toEqual(['to all'])
      }
    })
  })

  it('pushes to all members in the order of seq, from many senders at once', async () => {
    const server = await TestServer.start({
      storage: await openTestStorage(kind),
      config: { writeRate: 0 },
    })
    const people = await Promise.all(['Ada', 'Bob', 'Cleo'].map((name) => server.register(name)))
    const sockets = await Promise.all(people.map((person) => server.connect(person)))
    const members = people.slice(1).map(({ id }) => id)
    const body = { cid: 'garden-cid', name: 'Garden', members }
    const { conversation } = await server.call('createGroup', { body }, people[0])
    const sends = sockets.flatMap((socket, who) =>
      Array.from({ length: 50 }, (_, n) => socket.say(conversation.id, `${who}:${n}`)),
    )
    await Promise.all(sends)
    for (const socket of sockets) {
      await socket.push('events', ({ events }) => events.at(-1)?.seq === 154)
      const seqs = socket.eventsOf(conversation.id).map(({ seq }) => seq)
      expect(seqs).toEqual(Array.from({ length: 154 }, (_, n) => n + 1))
      for (const who of sockets.keys()) {
        const own = socket.textsOf(conversation.id).filter((text) => text?.startsWith(`${who}:`))
        expect(own).toEqual(Array.from({ length: 50 }, (_, n) => `${who}:${n}`))
      }
    }
  })

  it('answers a repeat over a new connection with the original, and pushes it once', async () => {
    const server = await TestServer.start({ storage: await openTestStorage(kind) })
    const ada = await server.register('Ada')
    const notes = directConversation(ada.id, ada.id)
    const first = await server.connect(ada)
    const original = await first.say(notes, 'once', 'the-same-cid')
    first.terminate()
    const second = await server.connect(ada)
    expect(await second.say(notes, 'once', 'the-same-cid')).toEqual(original)
    await second.caughtUp()
    expect(second.eventsOf(notes)).toEqual([])
  })

  it('says why a send was refused, under the request’s id', async () => {
    const server = await TestServer.start({ storage: await openTestStorage(kind) })
    const ada = await server.register('Ada')
    const socket = await server.connect(ada)
    await expect(socket.say('no-such-group', 'hello')).rejects.toMatchObject({ code: 'not_found' })
    await expect(socket.say('no-such-group', 'x'.repeat(10_001))).rejects.toMatchObject({
      code: 'invalid',
      details: { field: 'event.text', limit: 10_000 },
    })
  })
})
