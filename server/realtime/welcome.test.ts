import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { directConversation, type ConversationId, type Push } from '../../protocol/index.ts'
import { Turnstile, withLog } from '../test/held-storage.ts'
import { newCid, type TestSocket } from '../test/test-socket.ts'
import { TestServer, type TestPerson } from '../test/test-server.ts'
import { openTestStorage, storageKinds, type StorageKind } from '../test/test-storage.ts'

vi.setConfig({ testTimeout: 60_000 })

/** A server whose `resume` reads when `reading` opens, and answers when `answering` does. */
async function slowToWelcome(kind: StorageKind = 'memory') {
  const gates = { reading: new Turnstile(), answering: new Turnstile(), held: false }
  const storage = withLog(await openTestStorage(kind), (log) => ({
    async resume(user, positions, options) {
      const { answering, held, reading } = gates
      if (held) await reading.wait()
      const resumed = await log.resume(user, positions, options)
      if (held) await answering.wait()
      return resumed
    },
  }))
  const server = await TestServer.start({ storage, config: { writeRate: 0 } })
  const hold = (): void => {
    Object.assign(gates, { reading: new Turnstile(), answering: new Turnstile(), held: true })
  }
  return { server, gates, hold }
}

async function createGroup(server: TestServer, owner: TestPerson, members: TestPerson[] = []) {
  const body = { cid: newCid(), name: 'Group', members: members.map(({ id }) => id) }
  return (await server.call('createGroup', { body }, owner)).conversation.id
}

it('sends after the welcome what was stored between its snapshot and its arrival', async () => {
  const { server, gates, hold } = await slowToWelcome()
  const [ada, bob] = [await server.register('Ada'), await server.register('Bob')]
  const group = await createGroup(server, ada, [bob])
  const hers = await server.connect(ada)
  hold()
  const his = await server.open()
  const welcome = his.hello(bob.token)
  await gates.reading.reached
  await hers.say(group, 'in the snapshot')
  gates.reading.open()
  await gates.answering.reached
  await hers.say(group, 'after the snapshot')
  gates.answering.open()
  const known = (await welcome).conversations[0]!.conversation
  expect(known.last).toMatchObject({ text: 'in the snapshot' })
  await hers.say(group, 'live')
  await his.push('events', ({ events }) => events.some((one) => one.seq === known.head + 2))
  expect(his.textsOf(group)).toEqual(['after the snapshot', 'live'])
})

it('welcomes nobody whose session ended while the welcome was put together', async () => {
  const { server, gates, hold } = await slowToWelcome()
  const ada = await server.register('Ada')
  const other = await server.signIn(ada)
  hold()
  const socket = await server.open()
  const welcome = socket.hello(other.token)
  await gates.reading.reached
  gates.reading.open()
  await gates.answering.reached
  await server.call('revokeSession', { params: { session: other.session.id } }, ada)
  gates.answering.open()
  await welcome.catch(() => {})
  expect(await socket.closed).toMatchObject({ code: 4100 })
})

type Step = 'say' | 'join' | 'leave' | 'sayDirect'

it.each(storageKinds)(
  'leaves neither hole nor stale membership, whatever happens while somebody connects (%s)',
  async (kind) => {
    const { server, gates, hold } = await slowToWelcome(kind)
    const ada = await server.register('Ada')
    const hers = await server.connect(ada)
    const happenings = fc.array(fc.constantFrom<Step>('say', 'join', 'leave', 'sayDirect'), {
      maxLength: 8,
    })
    const story = fc.tuple(happenings, happenings, happenings)
    let runs = 0
    await fc.assert(
      fc.asyncProperty(story, fc.boolean(), fc.boolean(), async (steps, startsIn, endsIn) => {
        const [first, second, third] = steps
        const bob = await server.register(`Bob ${++runs}`)
        const direct = directConversation(ada.id, bob.id)
        gates.held = false
        const group = await createGroup(server, ada, startsIn ? [bob] : [])
        const act = actions(server, hers, bob, group, direct)
        hold()
        const his = await server.open()
        const welcomed = his.hello(bob.token)
        await gates.reading.reached
        for (const step of first) await act[step]()
        gates.reading.open()
        await gates.answering.reached
        for (const step of second) await act[step]()
        gates.answering.open()
        gates.held = false
        for (const step of third) await act[step]()
        await (endsIn ? act.join() : act.leave())
        await act.say()
        await act.sayDirect()
        const { conversations } = await server.call('conversations', {}, bob)
        const heads = Object.fromEntries(conversations.map(({ id, head }) => [id, head]))
        await his.push('events', ({ events, topic }) => {
          return topic === `c/${direct}` && events.at(-1)?.seq === heads[direct]
        })
        await his.caughtUp()
        const { conversations: begun } = await welcomed
        expect(
          fold(
            begun.map((one) => one.conversation),
            his.pushes,
          ),
        ).toEqual(heads)
        if (!endsIn) expect(lastHeard(his, group)).toBeLessThan(hers.eventsOf(group).at(-1)!.seq)
        his.close()
      }),
      { numRuns: kind === 'memory' ? 100 : 25 },
    )
  },
)

function actions(
  server: TestServer,
  hers: TestSocket,
  bob: TestPerson,
  group: ConversationId,
  direct: ConversationId,
) {
  const params = { group }
  const change = () => ({ params, body: { cid: newCid() } })
  return {
    say: () => hers.say(group, 'something'),
    sayDirect: () => hers.say(direct, 'something'),
    join: () => server.call('joinGroup', change(), bob),
    leave: () => server.call('leaveGroup', change(), bob).catch(() => {}),
  } satisfies Record<Step, () => Promise<unknown>>
}

function lastHeard(socket: TestSocket, group: ConversationId): number {
  return socket.eventsOf(group).at(-1)?.seq ?? 0
}

/** What a client knows in the end: the head of each conversation. Throws at a hole. */
function fold(
  begun: readonly { id: ConversationId; head: number }[],
  pushes: readonly Push[],
): Record<ConversationId, number> {
  const heads: Record<ConversationId, number> = {}
  for (const { id, head } of begun) heads[id] = head
  for (const push of pushes) {
    if (push.push === 'began') {
      const { head, id } = push.conversation
      heads[id] = Math.max(head, heads[id] ?? 0)
    } else if (push.push === 'ended') delete heads[push.conversation]
    else if (push.push === 'events') {
      const id = push.topic.slice(2)
      for (const { seq } of heads[id] === undefined ? [] : push.events) {
        if (seq > heads[id]! + 1) throw new Error(`hole before ${seq} in ${JSON.stringify(pushes)}`)
        heads[id] = Math.max(heads[id]!, seq)
      }
    }
  }
  return heads
}
