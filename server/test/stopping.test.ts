import { expect, it } from 'vitest'
import { openMemoryStorage } from '../storage/memory/memory-storage.ts'
import { StorageFailed, StorageFull } from '../storage/storage.ts'
import { Turnstile, withLog } from './held-storage.ts'
import { TestServer, type TestPerson } from './test-server.ts'

const notesOf = ({ id }: TestPerson): string => `${id}.${id}`

it('finishes what was begun before it stops, and tells clients to come back', async () => {
  const gate = new Turnstile()
  const storage = withLog(openMemoryStorage(), (log) => ({
    append: async (write) => {
      await gate.wait()
      return log.append(write)
    },
  }))
  const server = await TestServer.start({ storage })
  const ada = await server.register('Ada')
  const socket = await server.connect(ada)
  const sent = socket.say(notesOf(ada), 'just in time')
  await gate.reached
  const stopped = server.stop()
  await expect(socket.say(notesOf(ada), 'too late')).rejects.toMatchObject({ code: 'unavailable' })
  // Over a connection from before: nothing is read from what is about to be closed.
  await expect(server.call('conversations', {}, ada)).rejects.toMatchObject({ code: 'unavailable' })
  gate.open()
  expect(await sent).toMatchObject({ seq: 1 })
  expect(await socket.closed).toEqual({ code: 4000, reason: 'the server stops; come back' })
  expect(socket.textsOf(notesOf(ada))).toEqual(['just in time'])
  await stopped
})

it('takes no connections while it stops, and lets the port go', async () => {
  const server = await TestServer.start()
  const { url, socketUrl } = server
  await server.stop()
  await expect(fetch(`${url}/healthz`)).rejects.toThrow()
  const again = await TestServer.start({ config: { port: Number(new URL(socketUrl).port) } })
  expect(again.url).toBe(url)
})

it('resumes its clients after a restart from where they were', async () => {
  const server = await TestServer.start()
  const ada = await server.register('Ada')
  const notes = notesOf(ada)
  const before = await server.connect(ada)
  await before.say(notes, 'one')
  await server.restart()
  expect(await before.closed).toMatchObject({ code: 4000 })
  const writer = await server.connect(ada)
  await writer.say(notes, 'two')
  const resumed = await server.open()
  const { conversations, epochChanged } = await resumed.hello(ada.token, {
    epoch: ada.epoch,
    positions: { [notes]: 1 },
  })
  expect(epochChanged).toBe(false)
  expect(conversations).toMatchObject([{ events: [{ seq: 2, text: 'two' }] }])
})

it('answers storage_full while there is no room, reads on, is not ready, and recovers', async () => {
  const disk = { full: false }
  const memory = openMemoryStorage()
  const full = () => Promise.reject(new StorageFull('no room'))
  const storage = withLog(memory, (log) => ({
    append: (write) => (disk.full ? full() : log.append(write)),
  }))
  const { upkeep } = memory
  storage.upkeep = {
    backup: (file) => upkeep.backup(file),
    close: () => upkeep.close(),
    health: async () => ({ ...(await upkeep.health()), writable: !disk.full }),
  }
  const server = await TestServer.start({ storage })
  const ada = await server.register('Ada')
  const socket = await server.connect(ada)
  await socket.say(notesOf(ada), 'while there was room')
  disk.full = true
  await expect(socket.say(notesOf(ada), 'no more')).rejects.toMatchObject({ code: 'storage_full' })
  await expect(readiness(server)).resolves.toEqual({ status: 503, reason: 'storage_full' })
  expect(await server.call('conversations', {}, ada)).toMatchObject({
    conversations: [{ head: 1 }],
  })
  disk.full = false
  expect(await socket.say(notesOf(ada), 'again')).toMatchObject({ seq: 2 })
  await expect.poll(() => readiness(server), { timeout: 5_000 }).toEqual({ status: 200 })
})

it('sends its clients away and gives up where storage fails', async () => {
  const failing = { now: false }
  const storage = withLog(openMemoryStorage(), (log) => ({
    append: (write) =>
      failing.now ? Promise.reject(new StorageFailed('the disk is gone')) : log.append(write),
  }))
  const server = await TestServer.start({ storage })
  const ada = await server.register('Ada')
  const socket = await server.connect(ada)
  failing.now = true
  await expect(socket.say(notesOf(ada), 'lost?')).rejects.toMatchObject({ code: 'unavailable' })
  expect(await socket.closed).toMatchObject({ code: 4004 })
  expect(await server.failed).toBeInstanceOf(StorageFailed)
})

async function readiness({ url }: TestServer): Promise<{ status: number; reason?: string }> {
  const response = await fetch(`${url}/readyz`)
  const { reason } = (await response.json()) as { reason?: string }
  return { status: response.status, ...(reason && { reason }) }
}
