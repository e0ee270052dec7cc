import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished, vi } from 'vitest'
import { WebSocketServer } from 'ws'
import { LeanSocket } from './lean-socket.ts'

/** Around the lengths at which a frame's header grows, and far more than is read at once. */
const lengths = [0, 1, 125, 126, 127, 65_535, 65_536, 600_000, 3]

async function connected(): Promise<{ client: LeanSocket; server: WebSocketServer }> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })
  onTestFinished(() => {
    for (const socket of server.clients) socket.terminate()
    server.close()
  })
  await vi.waitUntil(() => server.address() !== null)
  const { port } = server.address() as AddressInfo
  const client = await LeanSocket.open({ port, path: '/' })
  onTestFinished(() => client.close())
  await vi.waitUntil(() => server.clients.size === 1)
  return { client, server }
}

function sendAll(server: WebSocketServer): void {
  for (const socket of server.clients) {
    for (const length of lengths) socket.send('x'.repeat(length))
  }
}

const total = lengths.reduce((sum, length) => sum + length, 0)

it('hands each frame on whole, however the bytes come', async () => {
  const { client, server } = await connected()
  const heard: number[] = []
  client.attend((data, from, to) => {
    expect(data.toString('latin1', from, to)).toBe('x'.repeat(to - from))
    heard.push(to - from)
  })
  sendAll(server)
  await vi.waitUntil(() => heard.length === lengths.length)
  expect(heard).toEqual(lengths)
  expect(client).toMatchObject({ frames: lengths.length, bytes: total })
})

it('counts the same while it is quiet and is only read now and then', async () => {
  const { client, server } = await connected()
  client.quieten()
  sendAll(server)
  await vi.waitUntil(() => {
    client.startReading()
    setImmediate(() => client.stopReading())
    return client.frames === lengths.length && client.bytes === total
  })
})

it('sends frames of every length in one go', async () => {
  const { client, server } = await connected()
  const heard: number[] = []
  for (const socket of server.clients) {
    socket.on('message', (data: Buffer) => heard.push(data.length))
  }
  client.send(...lengths.map((length) => 'x'.repeat(length)))
  await vi.waitUntil(() => heard.length === lengths.length)
  expect(heard).toEqual(lengths)
})

it('says with which code it was closed', async () => {
  const { client, server } = await connected()
  for (const socket of server.clients) socket.close(4001, 'too slow')
  await vi.waitUntil(() => client.closed)
  expect(client.closeCode).toBe(4001)
})
