import { expect, it, vi } from 'vitest'
import { limits } from '../../../protocol/index.ts'
import { TestServer } from '../../test/test-server.ts'

it('answers garbage, then closes, and spends little on ten thousand frames of it', async () => {
  const server = await TestServer.start()
  const ada = await server.register('Ada')
  const neighbour = await server.connect(ada)
  const socket = await server.connect(ada)
  const garbage = ['', '{', 'null', '[]', '{"id":7}', '{"id":8,"type":"nonsense"}', '\u0000', '"x"']
  for (let n = 0; n < 10_000; n++) socket.raw(garbage[n % garbage.length]!)
  expect(await socket.closed).toMatchObject({ code: 4102 })
  expect(socket.replies.length).toBeLessThanOrEqual(51)
  expect(socket.replies).toContainEqual({
    re: 7,
    error: expect.objectContaining({ code: 'invalid' }),
  })
  const before = performance.now()
  await neighbour.caughtUp()
  expect(performance.now() - before).toBeLessThan(1_000)
})

it('closes a stranger at the first frame it cannot read', async () => {
  const server = await TestServer.start()
  const socket = await server.open()
  socket.raw('garbage')
  expect(await socket.closed).toMatchObject({ code: 4102 })
  expect(socket.replies).toEqual([
    { re: null, error: { code: 'invalid', message: 'frame: is not JSON', field: 'frame' } },
  ])
})

it('forgives single mistakes, however many over time', async () => {
  const server = await TestServer.start({ deps: { socket: { malformedFrames: 3 } } })
  const socket = await server.connect(await server.register('Ada'))
  for (let n = 0; n < 10; n++) {
    socket.raw('{"id":99,"type":"nonsense"}')
    await socket.caughtUp()
  }
})

it.each([
  ['an array nested too deeply', '['.repeat(100_000)],
  ['an object nested deeply', `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`],
  ['a type that every object has', '{"id":1,"type":"__proto__"}'],
  ['an id beyond all numbers', '{"id":1e400,"type":"ping"}'],
  ['users that are none', '{"id":1,"type":"watch","users":[{}]}'],
])('refuses %s, and goes on', async (_, frame) => {
  const server = await TestServer.start()
  const socket = await server.connect(await server.register('Ada'))
  socket.raw(frame)
  await socket.caughtUp()
  const [, refused] = socket.replies
  expect(refused).toMatchObject({ error: { code: 'invalid' } })
})

it('takes no binary frames', async () => {
  const server = await TestServer.start()
  const socket = await server.connect(await server.register('Ada'))
  socket.raw(Buffer.from('{"id":5,"type":"ping"}'))
  await socket.caughtUp()
  expect(socket.replies).toContainEqual({
    re: null,
    error: expect.objectContaining({ code: 'invalid' }),
  })
})

it('closes whoever floods with well-formed frames', async () => {
  const server = await TestServer.start({
    deps: { socket: { frames: { burst: 20, perSecond: 1 } } },
  })
  const socket = await server.connect(await server.register('Ada'))
  for (let n = 0; n < 30; n++) socket.post('ping', {})
  expect(await socket.closed).toMatchObject({ code: 4003 })
  expect(socket.replies.length).toBeLessThanOrEqual(20)
})

it('names the limit to whoever sends too large a frame', async () => {
  const server = await TestServer.start()
  const ada = await server.register('Ada')
  const socket = await server.connect(ada)
  socket.raw('x'.repeat(limits.frameBytes + 1))
  expect(await socket.closed).toEqual({ code: 4103, reason: 'frames have at most 262144 bytes' })
  const huge = await server.connect(ada)
  huge.raw('x'.repeat(limits.frameBytes * 3))
  expect(await huge.closed).toMatchObject({ code: 1006 })
})

it('works on so many requests of one connection at a time, and answers all in the end', async () => {
  const server = await TestServer.start({
    deps: { socket: { inFlight: 2 } },
    config: { writeRate: 0 },
  })
  const ada = await server.register('Ada')
  const socket = await server.connect(ada)
  const notes = `${ada.id}.${ada.id}`
  const texts = Array.from({ length: 40 }, (_, n) => `note ${n}`)
  await Promise.all(texts.map((text) => socket.say(notes, text)))
  expect(socket.textsOf(notes)).toEqual(texts)
})

it('closes a connection whose waiting requests take too much room', async () => {
  const server = await TestServer.start({ deps: { socket: { inFlight: 0, waitingBytes: 1_000 } } })
  const socket = await server.connect(await server.register('Ada'))
  for (let n = 0; n < 60; n++) socket.post('ping', {})
  expect(await socket.closed).toMatchObject({ code: 4003 })
})

it('lets one person have so many connections, and others theirs', async () => {
  const server = await TestServer.start({ deps: { socket: { connectionsPerUser: 2 } } })
  const [ada, bob] = [await server.register('Ada'), await server.register('Bob')]
  const [first, second] = [await server.connect(ada), await server.connect(ada)]
  const third = await server.open()
  third.hello(ada.token).catch(() => {})
  expect(await third.closed).toMatchObject({ code: 4003 })
  await Promise.all([first.caughtUp(), second.caughtUp(), server.connect(bob)])
  first.close()
  await first.closed
  await vi.waitFor(() => server.connect(ada))
})
