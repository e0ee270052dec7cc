import { expect, it } from 'vitest'
import { httpRequest } from '../../test/http-request.ts'
import { TestServer } from '../../test/test-server.ts'

it('says that it is alive and ready', async () => {
  const server = await TestServer.start()
  for (const path of ['/healthz', '/readyz']) {
    const { body, status } = await httpRequest(server.url, path)
    expect({ status, body: body.toString() }).toEqual({ status: 200, body: '{"status":"ok"}' })
    expect((await httpRequest(server.url, path, { method: 'HEAD' })).status).toBe(200)
  }
})

it('counts what it does, for this machine to read', async () => {
  const server = await TestServer.start()
  const ada = await server.register('Ada')
  const socket = await server.connect(ada)
  await socket.say(`${ada.id}.${ada.id}`, 'hello')
  const { body, headers } = await httpRequest(server.url, '/metrics')
  expect(headers['content-type']).toContain('text/plain')
  const lines = body.toString().split('\n')
  expect(lines).toEqual(
    expect.arrayContaining([
      'parley_connections 1',
      'parley_people 1',
      'parley_stored_events 1',
      'parley_events_committed_total 1',
      'parley_frames_received_total 2',
      'parley_slow_consumers_total 0',
      'parley_http_request_seconds_count{route="register",status="200"} 1',
    ]),
  )
  expect(lines.some((line) => line.startsWith('nodejs_eventloop_lag_seconds'))).toBe(true)
})

it('keeps its metrics from whoever comes through a proxy, and from everyone if told so', async () => {
  const server = await TestServer.start()
  const headers = { 'x-forwarded-for': '203.0.113.9' }
  expect((await httpRequest(server.url, '/metrics', { headers })).status).toBe(403)
  const open = await TestServer.start({ config: { metrics: 'everyone' } })
  expect((await httpRequest(open.url, '/metrics', { headers })).status).toBe(200)
  const closed = await TestServer.start({ config: { metrics: 'off' } })
  expect((await httpRequest(closed.url, '/metrics')).status).toBe(403)
})

it.each([
  ['openapi.json', 'openapi', '/users'],
  ['asyncapi.json', 'asyncapi', 'parley.v1'],
])('describes itself in %s, once for whoever keeps it', async (name, kind, content) => {
  const server = await TestServer.start()
  const path = `/api/v1/${name}`
  const { body, headers, status } = await httpRequest(server.url, path)
  expect(status).toBe(200)
  expect(JSON.parse(body.toString())).toHaveProperty(kind)
  expect(body.toString()).toContain(content)
  const again = await httpRequest(server.url, path, { headers: { 'if-none-match': headers.etag } })
  expect(again.status).toBe(304)
})
