import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { httpRequest } from '../../test/http-request.ts'
import { temporaryFolder } from '../../test/server-process.ts'
import { TestServer } from '../../test/test-server.ts'

const SCRIPT = 'console.log("parley")\n'.repeat(200)
const script = '/assets/app-3f9a1c2b.js'

async function withClient() {
  const outside = temporaryFolder()
  const web = join(outside, 'web')
  mkdirSync(join(web, 'assets'), { recursive: true })
  writeFileSync(join(outside, 'secret.txt'), 'not for you')
  writeFileSync(join(web, 'index.html'), `<!doctype html><script src="${script}"></script>`)
  writeFileSync(join(web, script), SCRIPT)
  writeFileSync(join(web, 'icon.png'), Buffer.alloc(300 * 1024, 1))
  return TestServer.start({ config: { web } })
}

it('serves the page under a policy that lets in nothing from elsewhere, and asks each time', async () => {
  const server = await withClient()
  for (const path of ['/', '/index.html']) {
    const { headers, status } = await httpRequest(server.url, path)
    expect(status).toBe(200)
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringMatching(
        /^default-src 'none'; script-src 'self'; .*frame-ancestors 'none'$/,
      ),
    })
    const again = await httpRequest(server.url, path, {
      headers: { 'if-none-match': headers.etag },
    })
    expect(again.status).toBe(304)
  }
})

it('lets hashed assets be kept for ever, and others be asked about', async () => {
  const server = await withClient()
  const hashed = await httpRequest(server.url, script)
  expect(hashed.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  expect(hashed.headers['content-type']).toBe('text/javascript; charset=utf-8')
  const icon = await httpRequest(server.url, '/icon.png')
  expect(icon.headers['cache-control']).toBe('no-cache')
  expect(icon.body).toHaveLength(300 * 1024)
})

it('compresses for those who take it', async () => {
  const server = await withClient()
  const encoded = (accepted: string) =>
    httpRequest(server.url, script, { headers: { 'accept-encoding': accepted } })
  await expect
    .poll(async () => (await encoded('gzip, deflate, br')).headers['content-encoding'])
    .toBe('br')
  const brotli = await encoded('gzip, deflate, br')
  expect(brotli.headers.vary).toBe('Accept-Encoding')
  expect(brotliDecompressSync(brotli.body).toString()).toBe(SCRIPT)
  expect(gunzipSync((await encoded('gzip, br;q=0')).body).toString()).toBe(SCRIPT)
  expect((await encoded('identity')).body.toString()).toBe(SCRIPT)
})

it('answers HEAD with the headers alone', async () => {
  const server = await withClient()
  const { body, headers, status } = await httpRequest(server.url, script, { method: 'HEAD' })
  expect(status).toBe(200)
  expect(headers['content-length']).toBe(String(SCRIPT.length))
  expect(body).toHaveLength(0)
})

it('opens the client at any address that a person follows, and only there', async () => {
  const server = await withClient()
  const html = { accept: 'text/html,*/*' }
  const at = (path: string, headers: Record<string, string>) =>
    httpRequest(server.url, path, { headers })
  expect((await at('/groups/garden', html)).status).toBe(200)
  expect((await at('/people', { 'sec-fetch-mode': 'navigate' })).status).toBe(200)
  expect((await at('/assets/gone-12345678.js', html)).status).toBe(404)
  expect((await at('/api/v1/nonsense', html)).status).toBe(404)
  expect((await at('/people', { 'sec-fetch-mode': 'cors' })).status).toBe(404)
})

it.each(['/../secret.txt', '/..%2fsecret.txt', '/assets/../../secret.txt', '/%2e%2e/secret.txt'])(
  'gives nothing away from outside of its folder: %s',
  async (path) => {
    const server = await withClient()
    const { body } = await httpRequest(server.url, path)
    expect(body.toString()).not.toContain('not for you')
  },
)

it('says what it is where it has no client to serve', async () => {
  const server = await TestServer.start()
  expect((await httpRequest(server.url, '/')).body.toString()).toContain('This is a Parley server')
})

it('does not start with a folder that holds no client', async () => {
  const starting = TestServer.start({ config: { web: temporaryFolder() } })
  await expect(starting).rejects.toThrow(/cannot be served: it has no index.html/)
})
