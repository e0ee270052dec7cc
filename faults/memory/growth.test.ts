import { expect, it } from 'vitest'
import { growth } from './growth.ts'

const MIB = 1024 * 1024
const weights = (...heaps: number[]) =>
  heaps.map((heap) => ({ heapUsed: heap * MIB, rss: (heap + 100) * MIB }))

it('takes what wavers for no growth', () => {
  expect(growth(weights(20, 19, 21, 20.5, 20, 21))).toMatchObject({ isGrowing: false })
  expect(growth(weights(20, 20, 20, 20, 20, 40))).toMatchObject({ isGrowing: false })
})

it('finds a heap that grows with what it did', () => {
  expect(growth(weights(20, 22, 24, 26, 28, 30))).toEqual({
    ...{ heapUsed: 8 * MIB, rss: 8 * MIB, isGrowing: true },
  })
})
