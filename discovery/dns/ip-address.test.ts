import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addressBytes, addressText, isInNetwork, isLinkLocal } from './ip-address.ts'

it('writes IPv6 addresses as browsers do', () => {
  const group = fc.oneof(fc.constant(0), fc.nat(65_535))
  fc.assert(
    fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
      const long = groups.map((one) => one.toString(16)).join(':')
      const short = addressText(addressBytes(long))
      expect(`[${short}]`).toBe(new URL(`http://[${long}]`).hostname)
      expect(addressBytes(short)).toEqual(addressBytes(long))
    }),
  )
})

it('reads every way of writing one', () => {
  expect(addressBytes('10.0.0.255').toString('hex')).toBe('0a0000ff')
  expect(addressBytes('::').toString('hex')).toBe('0'.repeat(32))
  expect(addressBytes('fe80::1%eth0').toString('hex')).toBe(`fe80${'0'.repeat(27)}1`)
  expect(addressBytes('::ffff:10.0.0.1').toString('hex')).toBe(`${'0'.repeat(20)}ffff0a000001`)
  expect(() => addressBytes('harbour.example')).toThrow(RangeError)
})

it.each([
  ['10.0.0.77', '10.0.0.5/24', true],
  ['10.0.1.77', '10.0.0.5/24', false],
  ['10.0.1.77', '10.0.0.5/23', true],
  ['10.0.0.5', '10.0.0.5/32', true],
  ['10.0.0.4', '10.0.0.5/32', false],
  ['192.0.2.1', '10.0.0.5/0', true],
  ['fd00::77', 'fd00::5/64', true],
  ['fd00:0:0:1::77', 'fd00::5/64', false],
  ['10.0.0.5', 'fd00::5/0', false],
])('%s is in the network of %s: %s', (address, cidr, is) => {
  expect(isInNetwork(address, cidr)).toBe(is)
})

it('knows addresses that are of one link alone', () => {
  expect(['fe80::1', 'FEBF::1', 'fec0::1', 'fd00::1', '169.254.0.1'].map(isLinkLocal)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
})
