import type { NetworkInterfaceInfo } from 'node:os'
import { expect, it } from 'vitest'
import { readConfig, type Given } from './config.ts'
import { whereaboutsOf } from './whereabouts.ts'

const address = (address: string, internal = false) =>
  ({ address, internal, family: address.includes(':') ? 'IPv6' : 'IPv4' }) as NetworkInterfaceInfo
const networks = {
  lo: [address('127.0.0.1', true), address('::1', true)],
  eth0: [address('fe80::1'), address('fd00::5'), address('192.168.1.20')],
}
const fingerprint = `${'f'.repeat(42)}A`

function place(flags: Given, pinned: string | null = fingerprint) {
  const config = readConfig({ data: '/nowhere', ...flags }, {}, null)
  return whereaboutsOf(config, { port: 7759, fingerprint: pinned }, networks)
}

it('is this machine alone where the server listens on loopback', () => {
  expect(place({})).toMatchObject({ scheme: 'http', addresses: ['127.0.0.1:7759'], hasPage: false })
})

it('is the network’s addresses where it listens everywhere, IPv4 first, none of one link only', () => {
  expect(place({ host: '0.0.0.0' })).toMatchObject({
    scheme: 'https',
    fingerprint,
    addresses: ['192.168.1.20:7759'],
  })
  expect(place({ host: '::' }).addresses).toEqual(['192.168.1.20:7759', '[fd00::5]:7759'])
})

it('is the address that it was told to listen on', () => {
  expect(place({ host: '10.1.2.3', web: 'out/web' })).toMatchObject({
    addresses: ['10.1.2.3:7759'],
    hasPage: true,
  })
})

it('is the names of a proxy in front of it, where that speaks TLS for it', () => {
  const origins = 'https://chat.example,https://chat.example:8443,http://plain.example'
  expect(place({ tls: 'off', origins })).toMatchObject({
    scheme: 'https',
    fingerprint: null,
    addresses: ['chat.example:443', 'chat.example:8443'],
  })
})

it('is the name that an authority vouches for, and the addresses where none is told', () => {
  const given = { host: '0.0.0.0', certificate: '/chain.pem', key: '/key.pem' }
  const origins = 'https://chat.example,https://chat.example:8443'
  expect(place({ ...given, origins }, null)).toMatchObject({
    scheme: 'https',
    fingerprint: null,
    addresses: ['chat.example:7759', 'chat.example:8443'],
  })
  expect(place(given, null).addresses).toEqual(['192.168.1.20:7759'])
  expect(place({ ...given, origins })).toMatchObject({
    fingerprint,
    addresses: ['192.168.1.20:7759'],
  })
})

it('names the networks that people share before those of a VPN and of containers', () => {
  const config = readConfig({ data: '/nowhere', host: '0.0.0.0' }, {}, null)
  const around = {
    docker0: [address('172.17.0.1')],
    ...Object.fromEntries(
      Array.from({ length: 8 }, (_, n) => [`br-${n}`, [address(`172.18.${n}.1`)]]),
    ),
    wg0: [address('10.6.0.2')],
    eth0: [address('192.168.1.20')],
  }
  const { addresses } = whereaboutsOf(config, { port: 7759, fingerprint }, around)
  expect(addresses.slice(0, 3)).toEqual(['192.168.1.20:7759', '10.6.0.2:7759', '172.17.0.1:7759'])
  expect(addresses.length).toBe(8)
})
