import { expect, it } from 'vitest'
import { everyAddress } from './every-address.ts'

const IPv4 = { family: 'IPv4' }

it('is of both kinds where the system has both', () => {
  expect(everyAddress({ lo: [IPv4, { family: 'IPv6' }] })).toBe('::')
  expect(everyAddress({ lo: [IPv4], eth0: undefined })).toBe('0.0.0.0')
})
