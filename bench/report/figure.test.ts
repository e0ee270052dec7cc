import { describe, expect, it } from 'vitest'
import { isReached, missedBy, quantile, ratios, spread, type Figure } from './figure.ts'

it('tells the median with the least and the greatest', () => {
  expect(spread([5, 1, 9])).toEqual({ median: 5, min: 1, max: 9 })
  expect(spread([4, 1, 2, 9])).toEqual({ median: 3, min: 1, max: 9 })
  expect(() => spread([])).toThrow('nothing was measured')
})

it('takes ratios round by round', () => {
  expect(ratios([10, 40, 30], [10, 10, 15])).toEqual({ median: 2, min: 1, max: 4 })
})

it('finds quantiles among sorted values', () => {
  const values = Array.from({ length: 100 }, (_, index) => index + 1)
  expect([quantile(values, 0.5), quantile(values, 0.99), quantile(values, 1)]).toEqual([
    51, 100, 100,
  ])
})

describe('a target', () => {
  const figure = (median: number, bound: 'at least' | 'at most'): Figure => {
    return { what: '', unit: '×', value: { median, min: 0, max: 0 }, target: { bound, value: 2 } }
  }

  it('is reached at its value and beyond', () => {
    expect([2, 3].map((median) => isReached(figure(median, 'at least')))).toEqual([true, true])
    expect([2, 1].map((median) => isReached(figure(median, 'at most')))).toEqual([true, true])
  })

  it('is missed by a share of it', () => {
    expect(isReached(figure(1.5, 'at least'))).toBe(false)
    expect(missedBy(figure(1.5, 'at least'))).toBe(0.25)
    expect(isReached(figure(3, 'at most'))).toBe(false)
    expect(missedBy(figure(3, 'at most'))).toBe(0.5)
  })
})
