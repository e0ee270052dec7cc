import { expect, it } from 'vitest'
import { TestServer } from '../../test/test-server.ts'

it('speaks parley.v1 and welcomes whoever says hello with a token', async () => {
  const server = await TestServer.start()
  const ada = await server.register('Ada')
  const socket = await server.open({ protocols: ['parley.v9', 'parley.v1'] })
  const welcome = await socket.hello(ada.token)
  expect(socket.protocol).toBe('parley.v1')
  expect(welcome).toMatchObject({
    epoch: ada.epoch,
    epochChanged: false,
    user: { name: 'Ada' },
    session: ada.session.id,
    space: { name: 'Test' },
    conversations: [],
  })
})

it.each([[['parley.v9']], [[]]])(
  'tells a client that offers %j which versions it speaks, by a close code',
  async (protocols) => {
    const server = await TestServer.start()
    const socket = await server.open({ protocols })
    expect(await socket.closed).toEqual({ code: 4101, reason: 'speaks parley.v1' })
  },
)

it('lets in the desktop app, its own page and configured origins, and no other page', async () => {
  const server = await TestServer.start({ config: { origins: ['https://chat.example'] } })
  for (const origin of ['app://parley', server.url, 'https://chat.example', undefined]) {
    await expect(server.open({ origin })).resolves.toBeDefined()
  }
  for (const origin of ['http://evil.example', 'null', `${server.url}0`]) {
    await expect(server.open({ origin })).rejects.toThrow('403')
  }
})

it('lets nobody in by a name that is not its own', async () => {
  const server = await TestServer.start()
  const host = `evil.example:${new URL(server.url).port}`
  for (const origin of [`http://${host}`, 'app://parley', undefined]) {
    await expect(server.open({ origin, host })).rejects.toThrow('403')
  }
})

it('closes a connection that does not say hello in time, and leaves others alone', async () => {
  const server = await TestServer.start({ deps: { socket: { helloTimeout: 500 } } })
  const ada = await server.register('Ada')
  const greeted = await server.connect(ada)
  const silent = await server.open()
  expect(await silent.closed).toEqual({ code: 4002, reason: 'no hello in time' })
  await greeted.caughtUp()
})

it('refuses an unknown token and says that coming back is pointless', async () => {
  const server = await TestServer.start()
  const socket = await server.open()
  await expect(socket.hello('no-such-token')).rejects.toMatchObject({ code: 'unauthorised' })
  expect(await socket.closed).toMatchObject({ code: 4100 })
})

it('takes nothing before hello, and hello once', async () => {
  const server = await TestServer.start()
  const ada = await server.register('Ada')
  const hasty = await server.open()
  await expect(hasty.request('ping', {})).rejects.toMatchObject({ code: 'unauthorised' })
  expect(await hasty.closed).toMatchObject({ code: 4102 })
  const socket = await server.connect(ada)
  await expect(socket.hello(ada.token)).rejects.toMatchObject({ code: 'conflict' })
  await socket.caughtUp()
})

it('answers what is sent right behind hello after the welcome', async () => {
  const server = await TestServer.start()
  const ada = await server.register('Ada')
  const socket = await server.open()
  const welcome = socket.hello(ada.token)
  const pong = socket.request('ping', {})
  await Promise.all([welcome, pong])
  expect(socket.replies.map(({ re }) => re)).toEqual([1, 2])
})

it('treats positions of another epoch as a first start, and says so', async () => {
  const server = await TestServer.start()
  const ada = await server.register('Ada')
  const notes = `${ada.id}.${ada.id}`
  const writer = await server.connect(ada)
  await writer.say(notes, 'to myself')
  const socket = await server.open()
  const welcome = await socket.hello(ada.token, {
    epoch: 'another-epoch',
    positions: { [notes]: 0 },
    directory: 1,
  })
  expect(welcome.epochChanged).toBe(true)
  expect(welcome.conversations[0]?.events).toBeUndefined()
  expect(welcome.directory.stale).toBe(true)
})
