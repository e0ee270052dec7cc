import type { NetworkInterfaceInfo } from 'node:os'
import { expect, test } from 'vitest'
import { readConfig } from '../../../server/config.ts'
import { keptHosting } from './kept-hosting.ts'
import { everywhere, serveArgs } from './serve-args.ts'

const kept = keptHosting.parse({})
const place = { userData: '/p', web: 'off' }
const at = (family: 'IPv4' | 'IPv6', address: string): NetworkInterfaceInfo =>
  ({ family, address }) as NetworkInterfaceInfo

/** What stands behind a flag. */
function told(args: readonly string[], flag: string): string | undefined {
  const whole = args.find((arg) => arg.startsWith(`${flag}=`))
  if (whole !== undefined) return whole.slice(flag.length + 1)
  const found = args.indexOf(flag)
  return found < 0 ? undefined : args[found + 1]
}

test('a space is served at every address of both kinds, or of the one that there is', () => {
  expect(everywhere({ lo: [at('IPv4', '127.0.0.1'), at('IPv6', '::1')] })).toBe('::')
  expect(everywhere({ lo: [at('IPv4', '127.0.0.1')] })).toBe('0.0.0.0')
  expect(told(serveArgs(kept, place), '--host')).toBe(everywhere())
})

test('one that is this computer’s alone stays on loopback, whatever the start says', () => {
  const args = serveArgs({ ...kept, reach: 'machine' }, { ...place, hostOn: { address: '::' } })
  expect(told(args, '--host')).toBe('127.0.0.1')
  expect(told(args, '--tls')).toBe('auto')
})

test('a start that is confined listens there as it would beyond the machine', () => {
  const hostOn = { address: '127.0.0.1', port: 0 }
  const args = serveArgs(kept, { ...place, hostOn, discovery: ['lo'] })
  expect(told(args, '--host')).toBe('127.0.0.1')
  expect(told(args, '--tls')).toBe('always')
  expect(told(args, '--announce')).toBe('lo')
})

test('a network whose name has a comma is one', () => {
  const args = serveArgs({ ...kept, announce: ['Ethernet, 2', 'odd\\', '10.0.0.5'] }, place)
  const flags = { announce: told(args, '--announce') }
  expect(readConfig(flags, {}, null).announce).toEqual(['Ethernet, 2', 'odd\\', '10.0.0.5'])
})

test('what is not chosen is left to the folder', () => {
  expect(told(serveArgs(kept, place), '--space-name')).toBeUndefined()
  const chosen = { ...kept, name: 'Ann’s', folder: '/srv/office' }
  expect(told(serveArgs(chosen, place), '--space-name')).toBe('Ann’s')
  expect(told(serveArgs(chosen, place), '--data')).toBe('/srv/office')
})

test('a name that looks like a flag is a name', () => {
  expect(serveArgs({ ...kept, name: '--Harbour' }, place)).toContain('--space-name=--Harbour')
})

test('what protects the space is not left to a parley.json of its folder', () => {
  const args = serveArgs(kept, place)
  expect(told(args, '--tls')).toBe('auto')
  expect(told(args, '--storage')).toBe('sqlite')
  expect(told(args, '--trusted-proxies')).toBe('')
  expect(told(args, '--web')).toBe('off')
  expect(told(args, '--first-person')).toBe('local')
})
