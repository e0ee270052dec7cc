import { expect, it } from 'vitest'
import { limits, picturePath } from '../../../protocol/index.ts'
import { httpRequest } from '../../test/http-request.ts'
import { TestServer } from '../../test/test-server.ts'

const PNG = Buffer.concat([
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
  Buffer.alloc(200 * 1024, 7),
])

async function withPicture() {
  const server = await TestServer.start()
  const ada = await server.register('Ada')
  const put = (body: Uint8Array) =>
    httpRequest(server.url, '/api/v1/me/picture', {
      method: 'PUT',
      body,
      headers: { authorization: `Bearer ${ada.token}`, 'content-type': 'image/png' },
    })
  const answer = await put(PNG)
  const { user } = JSON.parse(answer.body.toString()) as { user: { picture: string } }
  return { server, ada, put, path: picturePath(user.picture) }
}

it('serves a picture to whoever has its key, for ever and as nothing but a picture', async () => {
  const { server, path } = await withPicture()
  const { body, headers, status } = await httpRequest(server.url, path)
  expect(status).toBe(200)
  expect(body.equals(PNG)).toBe(true)
  expect(headers).toMatchObject({
    'content-type': 'image/png',
    'cache-control': 'public, max-age=31536000, immutable',
    'content-disposition': 'inline; filename="picture.png"',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'cross-origin',
    'x-content-type-options': 'nosniff',
  })
  const again = await httpRequest(server.url, path, { headers: { 'if-none-match': headers.etag } })
  expect(again.status).toBe(304)
})

it('knows no picture under another key, nor under one that is none', async () => {
  const { server } = await withPicture()
  expect((await httpRequest(server.url, picturePath('A'.repeat(43)))).status).toBe(404)
  expect((await httpRequest(server.url, picturePath('short'))).status).toBe(400)
})

it('takes pictures up to the limit', async () => {
  const { put } = await withPicture()
  const largest = Buffer.concat([PNG.subarray(0, 16), Buffer.alloc(limits.pictureBytes - 16)])
  expect((await put(largest)).status).toBe(200)
  const tooLarge = await put(Buffer.concat([largest, Buffer.alloc(1)])).catch(() => ({
    status: 413,
  }))
  expect(tooLarge.status).toBe(413)
})
