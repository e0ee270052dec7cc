import { createHash, scryptSync } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'
import { expect, it, onTestFinished, vi } from 'vitest'
import { fingerprintOfDigest, type Fingerprint } from '../../protocol/index.ts'
import { codeKey } from '../../protocol/invite-words/code-proof.ts'
import { wordsAt } from '../../protocol/invite-words/invite-words.ts'
import { TestServer } from '../../server/test/test-server.ts'
import { openDevice } from '../test/device.ts'

vi.setConfig({ testTimeout: 30_000 })

const fixtures = join(import.meta.dirname, '../../server/security/certificate/fixtures')
type Answer = { status: number; body: string; seen: Fingerprint }

/** Asks whoever answers there, and notes which certificate they showed. */
function ask(address: string, method: string, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' }
    const sent = request(address, { method, headers, rejectUnauthorized: false }, (response) => {
      const { raw } = (response.socket as TLSSocket).getPeerCertificate()
      const seen = fingerprintOfDigest(createHash('sha256').update(raw).digest())
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        resolve({ status: response.statusCode!, body: Buffer.concat(chunks).toString(), seen })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** Somebody in between: has a certificate of their own and passes everything on. */
async function between(url: string): Promise<string> {
  const own = {
    cert: readFileSync(join(fixtures, 'vouched.pem')),
    key: readFileSync(join(fixtures, 'vouched.key.pem')),
  }
  const proxy = createServer(own, (incoming, outgoing) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const body = Buffer.concat(chunks).toString()
      void ask(url + incoming.url!, incoming.method!, body).then((answer) =>
        outgoing.writeHead(answer.status).end(answer.body),
      )
    })
  })
  onTestFinished(() => void proxy.close())
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  return `https://127.0.0.1:${(proxy.address() as AddressInfo).port}`
}

/** A guest who looks at the certificate, as the app does before it says anything. */
async function guestAt(url: string) {
  const { seen } = await ask(`${url}/api/v1/space`, 'GET')
  const fetch = (async (address: string, { method, body }: RequestInit) => {
    const answer = await ask(address, method!, body as string | undefined)
    return new Response(answer.body, { status: answer.status })
  }) as typeof globalThis.fetch
  return { seen, guest: await openDevice(url, { fetch }) }
}

it('is exchanged with the space whose certificate is seen, and with nobody in between', async () => {
  const server = await TestServer.start({ config: { tls: 'always' } })
  const now = Date.now()
  await server.storage.admission.setPolicy('invite')
  const words = await wordsOf(server, now)
  const { guest, seen } = await guestAt(server.url)
  expect(seen).toBe(server.fingerprint)
  expect(await guest.admission.inviteOfWords(words, seen)).toMatch(/^[\w-]{43}$/)

  const fooled = await guestAt(await between(server.url))
  expect(fooled.seen).not.toBe(server.fingerprint)
  await expect(fooled.guest.admission.inviteOfWords(words, fooled.seen)).rejects.toMatchObject({
    code: 'invite_invalid',
  })
})

/** The words of an invite, whose key is made as the space makes it. */
async function wordsOf({ storage }: TestServer, now: number): Promise<string> {
  const words = wordsAt([1, 20, 300, 2_000])
  const { N, r, p, dkLen } = codeKey
  const key = scryptSync(words, storage.epoch, dkLen, { N, r, p, maxmem: 256 * N * r })
  const facts = { id: 'i1', secretHash: 'h1', note: '', createdBy: null, createdAt: now }
  const code = { key, until: now + 60_000 }
  await storage.admission.createInvite({ ...facts, expiresAt: null, maxUses: null, code }, 9)
  return words
}
