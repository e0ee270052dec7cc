import { createServer, type RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { createServer as createBareServer, type AddressInfo, type Server } from 'node:net'
import { createHash, X509Certificate } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { makeSelfSigned } from '../../../server/security/certificate/self-signed.ts'
import { probeSpace } from './probe-space.ts'

const [from, until] = [new Date(Date.now() - 86_400_000), new Date('2100-01-01')]
const pem = makeSelfSigned({
  ...{ commonName: 'Parley space', dnsNames: ['localhost'], addresses: ['127.0.0.1'] },
  ...{ from, until },
})
const fingerprint = createHash('sha256').update(new X509Certificate(pem).raw).digest('base64url')

async function listening(server: Server): Promise<string> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Answers as a space would, and notes what it was sent. */
function space(asked: string[] = []): RequestListener {
  return (request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`.trim())
    response.end(JSON.stringify({ name: 'Harbour', epoch: 'e1', more: true }))
  }
}

test('a space with a key of its own is found, and the key it shows', async () => {
  const asked: string[] = []
  const host = await listening(createSecureServer({ key: pem, cert: pem }, space(asked)))
  const found = { status: 'found', name: 'Harbour', url: `https://${host}`, fingerprint }
  expect(await probeSpace(host)).toEqual(found)
  expect(await probeSpace(`https://${host}/#/people`)).toEqual(found)
  expect(await probeSpace(`http://${host}`)).toEqual(found)
  expect(new Set(asked)).toEqual(new Set(['GET /api/v1/space']))
})

test('a space that speaks no TLS is found without a key', async () => {
  const host = await listening(createServer(space()))
  const found = { status: 'found', name: 'Harbour', url: `http://${host}`, fingerprint: null }
  expect(await probeSpace(host)).toEqual(found)
  expect(await probeSpace(`http://${host}`)).toEqual(found)
})

test('who asks for TLS is answered by nothing else', async () => {
  const host = await listening(createServer(space()))
  expect(await probeSpace(`https://${host}`)).toEqual({ status: 'unreachable' })
})

test.each([
  ['another page', (_, response) => response.end('<html>')],
  ['JSON of something else', (_, response) => response.end('{"name": ""}')],
  [
    'far too much',
    (_, response) => response.end(`{"name": "${'x'.repeat(100_000)}", "epoch": "e"}`),
  ],
  ['another address', (_, response) => response.writeHead(302, { location: '/' }).end()],
] satisfies [string, RequestListener][])('%s is no space', async (_, answer) => {
  const host = await listening(createServer(answer))
  expect((await probeSpace(`http://${host}`)).status).toMatch(/^(not-parley|unreachable)$/)
})

test('nobody, and who never answers, cannot be reached', async () => {
  const silent = await listening(createBareServer((socket) => socket.on('error', () => {})))
  expect(await probeSpace(silent, 50)).toEqual({ status: 'unreachable' })
  expect(await probeSpace('127.0.0.1:1')).toEqual({ status: 'unreachable' })
  expect(await probeSpace('not an address')).toEqual({ status: 'not-an-address' })
})
