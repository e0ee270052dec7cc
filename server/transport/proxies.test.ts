import { describe, expect, it } from 'vitest'
import { httpRequest } from '../test/http-request.ts'
import { TestServer } from '../test/test-server.ts'
import { Proxies, isNetwork } from './proxies.ts'

const proxies = new Proxies(['10.0.0.5', '192.168.0.0/16', '::1'])

it.each([
  ['203.0.113.9', '1.1.1.1', '203.0.113.9'],
  ['10.0.0.5', '', '10.0.0.5'],
  ['10.0.0.5', '203.0.113.9', '203.0.113.9'],
  ['10.0.0.5', '9.9.9.9, 203.0.113.9', '203.0.113.9'],
  ['10.0.0.5', '9.9.9.9, 203.0.113.9, 192.168.7.7', '203.0.113.9'],
  ['10.0.0.5', '192.168.1.1', '192.168.1.1'],
  ['10.0.0.5', '9.9.9.9, unknown', '10.0.0.5'],
  ['::1', '203.0.113.9:4711', '203.0.113.9'],
  ['::1', '[2001:db8::1]:4711', '2001:db8::1'],
])('a request from %s that was forwarded for %j comes from %s', (remote, forwarded, client) => {
  expect(proxies.clientOf(remote, forwarded)).toBe(client)
})

it.each([
  ['10.0.0.5', true],
  ['10.0.0.0/8', true],
  ['2001:db8::/32', true],
  ['10.0.0.0/33', false],
  ['proxy.example', false],
  ['10.0.0.0/8/8', false],
  ['', false],
])('%j is a network: %s', (text, expected) => {
  expect(isNetwork(text)).toBe(expected)
})

describe('who registers too often', () => {
  async function registering(trustedProxies: string[]) {
    // One at once.
    const server = await TestServer.start({ config: { trustedProxies, registrationRate: 0.1 } })
    let people = 0
    return async (forwarded: string | string[]) => {
      const body = JSON.stringify({ name: `p${++people}`, password: 'secret secret', device: 'd' })
      const headers = { 'x-forwarded-for': forwarded }
      const options = { method: 'POST', body, headers }
      return (await httpRequest(server.url, '/api/v1/users', options)).status
    }
  }

  it('is held up alone behind a trusted proxy, whatever else they say they come from', async () => {
    const from = await registering(['127.0.0.1'])
    expect(await from('203.0.113.1')).toBe(200)
    expect(await from('203.0.113.1')).toBe(429)
    expect(await from('9.9.9.9, 203.0.113.1')).toBe(429)
    expect(await from(['9.9.9.8', '203.0.113.1'])).toBe(429)
    expect(await from('203.0.113.2')).toBe(200)
  })

  it('is held up whatever they say where no proxy is trusted', async () => {
    const from = await registering([])
    expect(await from('203.0.113.1')).toBe(200)
    expect(await from('203.0.113.2')).toBe(429)
  })
})
