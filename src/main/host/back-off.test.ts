import { expect, test } from 'vitest'
import { backOff } from './back-off.ts'

test('waits twice as long after each try, up to a quarter of a minute', () => {
  const waits = [1, 2, 3, 4, 5, 6, 7, 20].map((attempt) => backOff(attempt, () => 1))
  expect(waits).toEqual([250, 500, 1000, 2000, 4000, 8000, 15_000, 15_000])
})

test('spreads the tries over the upper half of the wait', () => {
  expect(backOff(3, () => 0)).toBe(500)
  expect(backOff(3, () => 0.5)).toBe(750)
})
