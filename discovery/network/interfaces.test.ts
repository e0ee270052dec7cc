import type { NetworkInterfaceInfo } from 'node:os'
import { expect, it } from 'vitest'
import { chosenInterfaces, type InterfaceChoice } from './interfaces.ts'

const info = (cidr: string, internal = false): NetworkInterfaceInfo =>
  ({
    address: cidr.split('/')[0],
    cidr,
    family: cidr.includes(':') ? 'IPv6' : 'IPv4',
    internal,
    mac: '02:00:00:00:00:01',
    netmask: '',
  }) as NetworkInterfaceInfo

const system = {
  lo: [info('127.0.0.1/8', true), info('::1/128', true)],
  eth0: [info('10.0.0.5/24'), info('fe80::5/64')],
  wlan0: [info('192.168.1.5/24')],
  awdl0: [info('fe80::a/64')],
}
const names = (choice: InterfaceChoice) => chosenInterfaces(choice, system).map(({ name }) => name)

it('chooses every interface that leads to others', () => {
  expect(names('all')).toEqual(['eth0', 'wlan0'])
})

it('chooses interfaces by their names and by their addresses', () => {
  expect(names(['wlan0'])).toEqual(['wlan0'])
  expect(names(['10.0.0.5'])).toEqual(['eth0'])
  expect(names(['nowhere', '10.0.0.6'])).toEqual([])
  expect(names([])).toEqual([])
})

it('chooses loopback only where it is named', () => {
  expect(names(['lo'])).toEqual(['lo'])
  expect(names(['127.0.0.1', 'eth0'])).toEqual(['lo', 'eth0'])
})

it('has the addresses of each with their networks', () => {
  expect(chosenInterfaces(['eth0'], system)).toEqual([
    {
      name: 'eth0',
      scope: 'eth0',
      addresses: [
        { address: '10.0.0.5', cidr: '10.0.0.5/24' },
        { address: 'fe80::5', cidr: 'fe80::5/64' },
      ],
    },
  ])
})
