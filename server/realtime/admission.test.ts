import { expect, it } from 'vitest'
import type { Refused } from '../../protocol/index.ts'
import { TestServer, type TestPerson } from '../test/test-server.ts'
import type { TestSocket } from '../test/test-socket.ts'

async function atTheDoor(): Promise<{ server: TestServer; host: TestPerson; guest: TestPerson }> {
  const server = await TestServer.start({ config: { registration: 'approval' } })
  const host = await server.register('Hanna')
  return { server, host, guest: await server.register('Gus') }
}

async function knock(server: TestServer, { token }: TestPerson): Promise<TestSocket> {
  const socket = await server.open()
  await expect(socket.hello(token)).rejects.toMatchObject({ code: 'waiting' })
  return socket
}

it('keeps whoever waits on the line, and tells them nothing until they are let in', async () => {
  const { server, host, guest } = await atTheDoor()
  const watching = await server.connect(host)
  const waiting = await knock(server, guest)
  await expect(waiting.request('ping', {})).rejects.toMatchObject({ code: 'waiting' })
  await server.call('approve', { params: { user: guest.id }, body: {} }, host)
  expect(await waiting.closed).toMatchObject({ code: 4000 })
  expect(waiting.pushes).toEqual([])
  const socket = await server.connect(guest)
  await socket.caughtUp()
  await watching.push('users', ({ users }) => users.some(({ id }) => id === guest.id))
})

it('closes for good on whoever is refused', async () => {
  const { server, host, guest } = await atTheDoor()
  const waiting = await knock(server, guest)
  await server.call('refuse', { params: { user: guest.id } }, host)
  expect(await waiting.closed).toMatchObject({ code: 4100 })
})

it('does not miss a decision that is made while they come', async () => {
  const { server, host, guest } = await atTheDoor()
  const socket = await server.open()
  const hello = socket.hello(guest.token).catch((error: unknown) => error)
  await server.call('approve', { params: { user: guest.id }, body: {} }, host)
  const answer = await hello
  // Either it saw them let in, or it sent them back to come again.
  if (answer instanceof Error) expect(await socket.closed).toMatchObject({ code: 4000 })
  await server.connect(guest)
})

it('answers what came while it looked who somebody is', async () => {
  const { server, guest } = await atTheDoor()
  const socket = await server.open()
  const hello = socket.hello(guest.token).catch(({ code }: Refused) => code)
  const early = socket.request('ping', {}).catch(({ code }: Refused) => code)
  expect([await hello, await early]).toEqual(['waiting', 'waiting'])
})

it('lets one person wait on five connections and no more', async () => {
  const { server, guest } = await atTheDoor()
  const sockets: TestSocket[] = []
  for (let count = 0; count < 5; count += 1) sockets.push(await knock(server, guest))
  const another = await server.open()
  await expect(another.hello(guest.token)).rejects.toThrow('closed with 4003')
  await expect(sockets[0]!.request('ping', {})).rejects.toMatchObject({ code: 'waiting' })
})

it('tells nobody of who waits: not how many they are, not that they came', async () => {
  const { server, host } = await atTheDoor()
  const { people, total } = await server.call('directory', { query: {} }, host)
  expect([people.length, total]).toEqual([1, 1])
  const socket = await server.connect(host)
  await server.register('Gerda')
  // What is told of people is collected for a while, and told at the latest when the server stops.
  await server.stop()
  await socket.closed
  const told = socket.pushesOf('users').flatMap(({ users }) => users.map(({ name }) => name))
  expect(told).not.toContain('Gerda')
})

it('takes who registered first to administer a space that knew no administrators', async () => {
  const server = await TestServer.start()
  await server.storage.people.create({
    id: 'ada',
    name: 'Ada',
    foldedName: 'ada',
    displayName: 'Ada',
    passwordHash: 'none',
    createdAt: 1,
  })
  await server.restart()
  const { user } = await server.register('Ben')
  expect(user.administrator).toBeUndefined()
  expect(await server.storage.admission.isAdministrator('ada')).toBe(true)
})

it('keeps what was chosen while it ran, unless another choice is given at its start', async () => {
  const server = await TestServer.start()
  const host = await server.register('Hanna')
  const policy = async () => (await server.call('space', {})).registration
  expect(await policy()).toBe('anyone')
  await server.call('updateSpace', { body: { registration: 'invite' } }, host)
  await server.restart()
  expect(await policy()).toBe('invite')
})
