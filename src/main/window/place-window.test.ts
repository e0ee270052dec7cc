import { describe, expect, test } from 'vitest'
import { placeWindow, smallestWindow } from './place-window.ts'

const laptop = { x: 0, y: 25, width: 1440, height: 875 }
const beside = { x: 1440, y: 0, width: 1920, height: 1080 }

describe('a window that was never open', () => {
  test('opens in the middle of the primary display', () => {
    expect(placeWindow(null, [laptop, beside])).toEqual({ x: 130, y: 83, width: 1180, height: 760 })
  })

  test('is no larger than a small display', () => {
    const small = { x: 0, y: 0, width: 800, height: 600 }
    expect(placeWindow(null, [small])).toEqual(small)
  })
})

describe('a window that was open before', () => {
  test('opens where it was, on whichever display that is', () => {
    const kept = { x: 1600, y: 100, width: 900, height: 700 }
    expect(placeWindow(kept, [laptop, beside])).toEqual(kept)
  })

  test('opens in the middle of the primary display once its own is unplugged', () => {
    const kept = { x: 1600, y: 100, width: 900, height: 700 }
    expect(placeWindow(kept, [laptop])).toEqual(placeWindow(null, [laptop]))
  })

  test('is moved in when it hung over an edge', () => {
    const kept = { x: -300, y: 500, width: 900, height: 700 }
    expect(placeWindow(kept, [laptop])).toEqual({ x: 0, y: 200, width: 900, height: 700 })
  })

  test('is cut to a display that has become smaller', () => {
    const kept = { x: 0, y: 25, width: 3000, height: 2000 }
    expect(placeWindow(kept, [laptop])).toEqual(laptop)
  })

  test('with its head above every display comes back into reach', () => {
    const kept = { x: 100, y: -600, width: 900, height: 700 }
    expect(placeWindow(kept, [laptop])).toEqual(placeWindow(null, [laptop]))
  })

  test('never gets smaller than it can be used', () => {
    const kept = { x: 10, y: 30, width: 5, height: 5 }
    expect(placeWindow({ ...kept, width: 200, height: 40 }, [laptop])).toMatchObject(smallestWindow)
  })
})
