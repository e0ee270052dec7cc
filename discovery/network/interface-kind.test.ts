import type { NetworkInterfaceInfo } from 'node:os'
import { expect, it } from 'vitest'
import { kindOf, type InterfaceKind } from './interface-kind.ts'

const CARD = '02:00:00:00:00:01'
const NONE = '00:00:00:00:00:00'
const info = (cidr: string, mac: string, internal = false) =>
  ({ address: cidr.split('/')[0], cidr, mac, internal }) as NetworkInterfaceInfo

it.each<[InterfaceKind, name: string, mac: string, ...cidrs: string[]]>([
  ['network', 'eth0', CARD, '10.0.0.5/24', 'fe80::5/64'],
  ['network', 'en0', CARD, '192.168.1.5/24'],
  ['network', 'Wi-Fi', CARD, '192.168.1.5/24'],
  ['network', 'tapas', CARD, '10.0.0.5/24'],
  ['network', 'zte0', CARD, '10.0.0.5/24'],
  ['network', 'lan0', CARD, 'fe80::5/64'],
  ['network', 'lan1', CARD, '10.0.0.5/24', 'fd00::5/128'],
  // A rented server, and a modem.
  ['network', 'ens4', CARD, '10.128.0.2/32', 'fe80::5/64'],
  ['network', 'wwan0', NONE, '10.64.0.2/30'],
  // By name, whatever else.
  ['tunnel', 'tun0', CARD, '10.8.0.2/24'],
  ['tunnel', 'snx-tun', CARD, '10.8.0.2/24'],
  ['tunnel', 'cscotun0', CARD, '10.8.0.2/24'],
  ['tunnel', 'ztly5q4n2k', CARD, '10.147.0.2/24'],
  ['tunnel', 'CloudflareWARP', CARD, '172.16.0.2/24'],
  ['tunnel', 'Mullvad', CARD, '10.64.0.2/24'],
  ['tunnel', 'ProtonVPN', CARD, '10.2.0.2/24'],
  ['tunnel', 'wg0', CARD],
  // By the hardware address.
  ['tunnel', 'office', NONE, '10.6.0.2/24'],
  ['tunnel', 'Ethernet 2', '00:05:9a:3c:7a:00', '10.42.0.2/24', 'fe80::5/64'],
  ['tunnel', 'Ethernet 4', '00:ff:1a:2b:3c:4d', '10.8.0.2/24'],
  // By the networks.
  ['tunnel', 'Ethernet 3', CARD, '10.6.0.2/32', 'fd06::2/128', 'fe80::5/64'],
  ['virtual', 'docker0', CARD, '172.17.0.1/16'],
  ['virtual', 'vEthernet (WSL)', CARD, '172.18.0.1/20'],
])('%s: %s (%s)', (kind, name, mac, ...cidrs) => {
  expect(kindOf(name, { [name]: cidrs.map((cidr) => info(cidr, mac)) })).toBe(kind)
})

it('takes loopback for no tunnel, which has no hardware address either', () => {
  expect(kindOf('lo', { lo: [info('127.0.0.1/8', NONE, true)] })).toBe('network')
})
