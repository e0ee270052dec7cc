import { expect, it, vi } from 'vitest'
import { newCid } from '../../test/test-socket.ts'
import { TestServer } from '../../test/test-server.ts'

const MESSAGE = 'x'.repeat(10_000)

/** Two people in a group on a server that lets little wait for a slow reader. */
async function group({ maxBackpressure = 256 * 1024, unreadPerUser = Infinity } = {}) {
  const server = await TestServer.start({
    config: { writeRate: 0, maxBackpressure },
    deps: { socket: { unreadPerUser } },
  })
  const [ada, bob] = [await server.register('Ada'), await server.register('Bob')]
  const body = { cid: newCid(), name: 'Group', members: [bob.id] }
  const { conversation } = await server.call('createGroup', { body }, ada)
  return { server, ada, bob, id: conversation.id }
}

it('closes a slow reader with a code that means resume, and skips nothing before', async () => {
  const { server, ada, bob, id } = await group()
  const [hers, his] = [await server.connect(ada), await server.connect(bob)]
  const quick = await server.connect(bob)
  his.stall()
  // More than the network between the two will hold.
  for (let n = 0; n < 1_200; n++) await hers.say(id, MESSAGE)
  his.readOn()
  expect(await his.closed).toEqual({ code: 4001, reason: 'reads too slowly; resume' })
  const got = his.eventsOf(id).map(({ seq }) => seq)
  expect(got).toEqual(got.map((_, n) => got[0]! + n))
  await quick.push('events', ({ events }) => events.at(-1)?.seq === 1_203)
  const position = got.at(-1) ?? 3
  const back = await server.open()
  const { conversations } = await back.hello(bob.token, {
    epoch: bob.epoch,
    positions: { [id]: Math.max(position, 1_203 - 50) },
  })
  expect(conversations[0]!.events!.at(-1)!.seq).toBe(1_203)
})

/** Bob is to be told so much that the network does not hold it. */
async function muchToTell(options: { maxBackpressure?: number; unreadPerUser?: number }) {
  const { server, ada, bob, id } = await group(options)
  const hers = await server.connect(ada)
  const text = '\u6c34'.repeat(10_000)
  const bodies = Array.from({ length: 300 }, (_, n) => {
    return { cid: newCid(), name: `Group ${n}`, members: [bob.id] }
  })
  for (let n = 0; n < bodies.length; n += 25) {
    const groups = await Promise.all(
      bodies.slice(n, n + 25).map((body) => server.call('createGroup', { body }, ada)),
    )
    await Promise.all(groups.map(({ conversation }) => hers.say(conversation.id, text)))
  }
  return { server, bob, hers, id }
}

it('welcomes nobody who reads nothing of what they were told before, until they do', async () => {
  const { server, bob } = await muchToTell({ unreadPerUser: 64 * 1024 })
  const client = { name: 'test', version: '1' }
  const first = await server.open()
  first.stall()
  const welcome = first.replyTo(first.post('hello', { token: bob.token, positions: {}, client }))
  const next = await server.open()
  next.hello(bob.token).catch(() => {})
  expect(await next.closed).toMatchObject({ code: 4001 })

  first.readOn()
  expect(await welcome).toHaveProperty('ok')
  await vi.waitFor(() => server.connect(bob))
})

it('waits for who is still reading a large answer, while others write', async () => {
  const { server, bob, hers, id } = await muchToTell({ maxBackpressure: 64 * 1024 })
  const his = await server.open()
  his.stall()
  const client = { name: 'test', version: '1' }
  const welcome = his.replyTo(his.post('hello', { token: bob.token, positions: {}, client }))
  for (let n = 0; n < 20; n++) await hers.say(id, 'short')
  his.readOn()
  expect(await welcome).toHaveProperty('ok')
  await his.push('events', ({ events }) => events.at(-1)?.seq === 23)
})
