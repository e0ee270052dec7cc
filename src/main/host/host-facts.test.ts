import type { NetworkInterfaceInfo } from 'node:os'
import { expect, test } from 'vitest'
import { networksOf } from './host-facts.ts'

const at = (address: string, internal = false): NetworkInterfaceInfo =>
  ({
    ...{ address, internal, family: address.includes(':') ? 'IPv6' : 'IPv4' },
  }) as NetworkInterfaceInfo

test('a machine is reached by what leads to others, the addresses to read out first', () => {
  const networks = networksOf({
    lo: [at('127.0.0.1', true), at('::1', true)],
    eth0: [at('fe80::1'), at('2001:db8::5'), at('10.0.0.5')],
    tun0: [at('fe80::2')],
  })
  expect(networks).toEqual([{ name: 'eth0', addresses: ['10.0.0.5', '2001:db8::5'] }])
})

test('a machine on no network has none', () => {
  expect(networksOf({ lo: [at('127.0.0.1', true)] })).toEqual([])
})
