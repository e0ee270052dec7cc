import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { askSpace } from './ask-space.ts'

const fresh = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']

/** In a folder of its own: `ca.pem` vouches for itself, and for `leaf.pem`. */
function certificates() {
  const folder = mkdtempSync(join(tmpdir(), 'parley-authority-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const openssl = (...args: string[]) =>
    execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  openssl('req', '-x509', ...fresh, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Office')
  openssl('req', ...fresh, '-keyout', 'leaf.key', '-out', 'leaf.csr', '-subj', '/CN=chat.office')
  const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial']
  openssl('x509', '-req', '-in', 'leaf.csr', ...signed, '-out', 'leaf.pem')
  return (name: string) => ({
    cert: readFileSync(join(folder, `${name}.pem`)),
    key: readFileSync(join(folder, `${name}.key`)),
  })
}

async function askedOf(pair: { cert: Buffer; key: Buffer }) {
  const server = createServer(pair, (_request, response) =>
    response.end(JSON.stringify({ name: 'Harbour', epoch: 'one' })),
  ).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return askSpace(`https://127.0.0.1:${port}`, 5_000)
}

it('tells the key of a certificate that vouches for itself, and of none that an authority signed', async () => {
  const pair = certificates()
  expect(await askedOf(pair('ca'))).toMatchObject({
    name: 'Harbour',
    fingerprint: expect.stringMatching(/^[\w-]{43}$/) as unknown,
  })
  expect(await askedOf(pair('leaf'))).toMatchObject({ name: 'Harbour', fingerprint: null })
})
