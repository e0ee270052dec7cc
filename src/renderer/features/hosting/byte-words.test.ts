import { expect, it } from 'vitest'
import { sayBytes } from './byte-words.ts'

it.each([
  [0, '0 byte'],
  [999, '999 byte'],
  [1_500, '1.5 kB'],
  [123_456_789, '123 MB'],
  [2e15, '2,000 TB'],
])('%s bytes are %s', (bytes, words) => {
  expect(sayBytes('en-GB', bytes)).toBe(words)
})
