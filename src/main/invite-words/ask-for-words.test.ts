import { scryptSync } from 'node:crypto'
import { createServer } from 'node:https'
import { createServer as createSocketServer, type AddressInfo, type Socket } from 'node:net'
import { expect, it, onTestFinished, vi } from 'vitest'
import { codeKey } from '../../../protocol/invite-words/code-proof.ts'
import { wordsAt } from '../../../protocol/invite-words/invite-words.ts'
import { makeSelfSigned } from '../../../server/security/certificate/self-signed.ts'
import { TestServer } from '../../../server/test/test-server.ts'
import type { FoundSpace } from '../../../shared/ipc/schemas.ts'
import { createWordsAsker } from './ask-for-words.ts'

vi.setConfig({ testTimeout: 30_000 })

const words = wordsAt([1, 20, 300, 2_000])
const others = wordsAt([2, 21, 301, 2_001])

/** A space over TLS that has an invite in these words. */
async function spaceWith(said: string, until = Date.now() + 60_000): Promise<TestServer> {
  const server = await TestServer.start({ config: { tls: 'always' } })
  const { N, r, p, dkLen } = codeKey
  const key = scryptSync(said, server.storage.epoch, dkLen, { N, r, p, maxmem: 256 * N * r })
  const facts = { id: 'i1', secretHash: 'h1', note: '', createdBy: null, createdAt: Date.now() }
  const invite = { ...facts, expiresAt: null, maxUses: null, code: { key, until } }
  await server.storage.admission.createInvite(invite, 9)
  return server
}

const found = ({ fingerprint, url }: { fingerprint: string; url: string }): FoundSpace => ({
  ...{ id: url, name: 'Harbour', fingerprint, addresses: [new URL(url).host] },
  ...{ seenAt: 0, announcers: 1 },
})
const foundServer = (server: TestServer) =>
  found({ url: server.url, fingerprint: server.fingerprint! })

it('finds the space that knows the words among all that are around', async () => {
  const servers = [await spaceWith(others), await spaceWith(words), await spaceWith(others)]
  const around = servers.map(foundServer)
  const asker = createWordsAsker(() => around)
  expect(await asker.ask(words.replaceAll(' ', '-').toUpperCase())).toEqual({
    ...{ status: 'known', space: around[1], url: servers[1]!.url },
    invite: expect.stringMatching(/^[\w-]{43}$/) as string,
  })
})

it('says how many did not know wrong words, and such as have expired', async () => {
  const [good, late] = [await spaceWith(words), await spaceWith(others, Date.now() - 1)]
  const asker = createWordsAsker(() => [good, late].map(foundServer))
  const nobody = { status: 'unknown', asked: 2, silent: 0 }
  expect(await asker.ask(wordsAt([7, 7, 7, 7]))).toEqual(nobody)
  expect(await asker.ask(others)).toEqual(nobody)
  expect(await asker.ask(words)).toMatchObject({ status: 'known' })
})

it('says not a byte to whoever shows another key than was announced', async () => {
  const { server, heard } = await eavesdropper()
  const asker = createWordsAsker(() => [found({ url: server, fingerprint: 'A'.repeat(43) })])
  expect(await asker.ask(words)).toEqual({ status: 'unknown', asked: 0, silent: 1 })
  expect(heard).toEqual([])
})

it('asks nobody again after many tries in a minute, and says for how long', async () => {
  let now = 1_000_000
  const asker = createWordsAsker(
    () => [],
    () => now,
  )
  for (let times = 0; times < 5; times += 1) {
    expect(await asker.ask(words)).toMatchObject({ status: 'unknown' })
  }
  now += 15_000
  expect(await asker.ask(words)).toEqual({ status: 'too-fast', seconds: 45 })
  now += 45_000
  expect(await asker.ask(words)).toMatchObject({ status: 'unknown' })
})

it('is not kept from the space that knows the words by many that say nothing', async () => {
  const [mute, good] = [await someoneMute(), await spaceWith(words)]
  const silent = Array.from({ length: 23 }, () => mute)
  const asker = createWordsAsker(() => [...silent, foundServer(good)])
  expect(await asker.ask(words)).toMatchObject({ status: 'known', url: good.url })
})

it('waits so long for all together, and takes for silent who said nothing until then', async () => {
  const mute = await someoneMute()
  const around = Array.from({ length: 30 }, () => mute)
  const asker = createWordsAsker(() => around, Date.now, 50)
  expect(await asker.ask(words)).toEqual({ status: 'unknown', asked: 0, silent: 24 })
}, 4_000)

/** Somebody who takes every connection and says nothing on it. */
async function someoneMute(): Promise<FoundSpace> {
  const sockets = new Set<Socket>()
  const server = createSocketServer((socket) => {
    sockets.add(socket.on('error', () => {}))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return found({ url: `https://127.0.0.1:${port}`, fingerprint: 'A'.repeat(43) })
}

/** Somebody with a certificate of their own who writes down what is said. */
async function eavesdropper(): Promise<{ server: string; heard: string[] }> {
  const [from, until] = [new Date(Date.now() - 86_400_000), new Date('2100-01-01')]
  const pem = makeSelfSigned({
    ...{ commonName: 'Parley space', dnsNames: ['localhost'], addresses: ['127.0.0.1'] },
    ...{ from, until },
  })
  const heard: string[] = []
  const server = createServer({ key: pem, cert: pem })
  server.on('secureConnection', (socket) => socket.on('data', (data) => heard.push(String(data))))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  return { server: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, heard }
}
