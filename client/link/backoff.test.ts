import { expect, it } from 'vitest'
import { createBackoff } from './backoff.ts'

const always = (byte: number) => (length: number) => new Uint8Array(length).fill(byte)

it('waits longer each time, from 0.2 s up to 30 s', () => {
  const backoff = createBackoff(always(255))
  const waits = Array.from({ length: 16 }, () => backoff.next())
  expect(waits.slice(0, 4)).toEqual([200, 300, 450, 675])
  expect(waits.at(-1)).toBe(30_000)
  expect([...waits].sort((a, b) => a - b)).toEqual(waits)
})

it('leaves half of each wait to chance', () => {
  const [least, most] = [createBackoff(always(0)), createBackoff(always(255))]
  for (let attempt = 0; attempt < 20; attempt += 1)
    expect(least.next() / most.next()).toBeCloseTo(0.5, 1)
})

it('starts over', () => {
  const backoff = createBackoff(always(255))
  for (let attempt = 0; attempt < 9; attempt += 1) backoff.next()
  backoff.reset()
  expect(backoff.next()).toBe(200)
})
