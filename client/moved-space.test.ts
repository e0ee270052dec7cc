import { once } from 'node:events'
import { expect, it } from 'vitest'
import { createServer, type AddressInfo } from 'node:net'
import { createMemoryCache } from './cache/memory/memory-cache.ts'
import { openDevice, until } from './test/device.ts'
import { TestServer } from '../server/test/test-server.ts'
import { createMemoryTokenStore } from './token-store.ts'

/** An address at which nobody is. */
async function nowhere(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return `http://127.0.0.1:${port}`
}

it('follows a space to its other address, and sends there what was written meanwhile', async () => {
  const server = await TestServer.start()
  const kept = { cache: createMemoryCache(), tokenStore: createMemoryTokenStore() }
  const before = await openDevice(server.url, kept)
  await before.accounts.register('Ann', 'correct horse')
  const notes = before.direct(before.account.get()!.user.id)
  await before.close()

  const client = await openDevice(await nowhere(), kept)
  const open = client.open(notes)
  await open.send('written while the host was away')
  client.moveTo(server.url)
  await until(() => client.connection.get().unsent === 0)
  expect(client.url).toBe(server.url)
  await expect(client.space()).resolves.toMatchObject({ epoch: expect.any(String) as string })
  const [item] = open.timeline.get().items
  expect(item).toMatchObject({ state: 'sent', event: { text: 'written while the host was away' } })
})

it('keeps a connection that holds, wherever else the space is said to be', async () => {
  const server = await TestServer.start()
  const client = await openDevice(server.url)
  await client.accounts.register('Ann', 'correct horse')
  await until(() => client.connection.get().phase === 'online')
  const phases: string[] = []
  client.connection.subscribe(() => phases.push(client.connection.get().phase))
  client.moveTo(await nowhere())
  const notes = client.direct(client.account.get()!.user.id)
  await client.open(notes).send('still here')
  await until(() => client.connection.get().unsent === 0)
  expect(new Set(phases)).toEqual(new Set(['online']))
})
