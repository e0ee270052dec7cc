import { describe, expect, it } from 'vitest'
import type { TimelineRow } from './timeline-rows.ts'
import { firstPlace, isPlaceKnown } from './use-first-position.ts'

const rows = (count: number, newAt = -1) =>
  Array.from({ length: count }, (_, index) => ({ startsNew: index === newAt }) as TimelineRow)

describe('where one begins to read', () => {
  it('is the unread line, or the end', () => {
    expect(firstPlace(rows(5, 3))).toBe(3)
    expect(firstPlace(rows(5))).toBe('end')
  })

  it('is not known yet while the line stands above all that is loaded, and that is little', () => {
    const unread = { unread: true, atStart: false, atNewest: true }
    expect(isPlaceKnown(rows(1, 0), unread)).toBe(false)
    expect(isPlaceKnown(rows(10, 4), unread)).toBe(true)
    expect(isPlaceKnown(rows(1, 0), { ...unread, atStart: true })).toBe(true)
    expect(isPlaceKnown(rows(60, 0), unread)).toBe(true)
    expect(isPlaceKnown(rows(1), { ...unread, unread: false })).toBe(true)
    expect(isPlaceKnown(rows(60), { ...unread, atNewest: false })).toBe(false)
  })
})
