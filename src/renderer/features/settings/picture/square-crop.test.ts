import { expect, it } from 'vitest'
import { middleSquare, moveCrop, mostZoom, zoomCrop, zoomOf } from './square-crop.ts'

const wide = { width: 400, height: 200 }

it('begins with the largest square in the middle', () => {
  expect(middleSquare(wide)).toEqual({ x: 200, y: 100, side: 200 })
  expect(middleSquare({ width: 90, height: 300 })).toEqual({ x: 45, y: 150, side: 90 })
})

it('moves as far as the edge and no further', () => {
  const crop = middleSquare(wide)
  expect(moveCrop(crop, wide, 50, 50)).toEqual({ x: 250, y: 100, side: 200 })
  expect(moveCrop(crop, wide, -1000, 0)).toEqual({ x: 100, y: 100, side: 200 })
})

it('zooms around the middle, and back to the whole square at the edge', () => {
  const close = zoomCrop(middleSquare(wide), wide, 4)
  expect(close).toEqual({ x: 200, y: 100, side: 50 })
  const corner = moveCrop(close, wide, 1000, 1000)
  expect(corner).toEqual({ x: 375, y: 175, side: 50 })
  expect(zoomCrop(corner, wide, 1)).toEqual({ x: 300, y: 100, side: 200 })
  expect(zoomOf(close, wide)).toBe(4)
})

it('zooms no further than what can still be made out', () => {
  expect(mostZoom({ width: 20, height: 20 })).toBe(1)
  expect(mostZoom({ width: 64, height: 1000 })).toBe(2)
  expect(mostZoom({ width: 8000, height: 8000 })).toBe(8)
  expect(zoomCrop(middleSquare(wide), wide, 1000).side).toBe(32)
})
