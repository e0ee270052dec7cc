import { expect, it } from 'vitest'
import { announcedOn, announceWithout, networksToChoose } from './announce-choice.ts'

const networks = ['eth0', 'wlan0']

it('is announced on all networks, on none, or on those that were chosen', () => {
  expect(announcedOn('on', 'eth0')).toBe(true)
  expect(announcedOn('off', 'eth0')).toBe(false)
  expect(announcedOn(['wlan0'], 'eth0')).toBe(false)
})

it.each([
  ['on', 'eth0', false, ['wlan0']],
  [['wlan0'], 'wlan0', false, 'off'],
  [['wlan0'], 'eth0', true, 'on'],
  ['off', 'eth0', true, ['eth0']],
  [['tun0', 'wlan0'], 'wlan0', false, ['tun0']],
] as const)('%j with %s turned to %s is %j', (before, network, on, after) => {
  const kept = typeof before === 'string' ? before : [...before]
  expect(announceWithout(kept, network, on, networks)).toEqual(after)
})

it('what was chosen and is not there now can still be seen, and be chosen no more', () => {
  const there = [{ name: 'eth0', addresses: ['10.0.0.5'] }]
  expect(networksToChoose('on', there)).toEqual(there)
  expect(networksToChoose(['eth0'], there)).toEqual(there)
  expect(networksToChoose(['10.0.0.5', 'tun0'], there)).toEqual([
    ...there,
    { name: 'tun0', addresses: [] },
  ])
})
