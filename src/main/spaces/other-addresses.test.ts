import { expect, test } from 'vitest'
import { MOST_ADDRESSES, originOfPlace, otherAddresses } from './other-addresses.ts'

test('what is remembered is bounded, the newest first, each once, without where it is now', () => {
  const met = Array.from({ length: 12 }, (_, at) => `https://10.0.0.${at}:7759`)
  const remembered = otherAddresses('https://10.0.0.1:7759', [met[3]!, ...met])
  expect(remembered).toHaveLength(MOST_ADDRESSES)
  expect(remembered.slice(0, 3)).toEqual([met[3], met[0], met[2]])
})

test('an address without TLS is not remembered: nobody can show a key there', () => {
  expect(otherAddresses('https://a.test', ['http://10.0.0.5:7759', 'nonsense'])).toEqual([])
})

test('of announced places those count to which a window can connect', () => {
  expect(originOfPlace('10.0.0.5:7759')).toBe('https://10.0.0.5:7759')
  expect(originOfPlace('[fd00::5]:7759')).toBe('https://[fd00::5]:7759')
  expect(originOfPlace('[fe80::5%eth0]:7759')).toBeNull()
})
