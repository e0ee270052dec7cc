import { expect, it } from 'vitest'
import type { TimelineRow } from './timeline-rows.ts'
import { rememberHeight, rowHeight } from './row-heights.ts'

function row(text: string, over: object = {}): TimelineRow {
  const item = { event: { text }, key: 'k' }
  const place = { key: 'k', day: 0, startsDay: false, startsNew: false, startsRun: false }
  return { kind: 'message', item, ...place, ...over } as unknown as TimelineRow
}

it('is estimated by what is in a row, and higher the more there is', () => {
  const short = rowHeight(row('hello'), 800)
  expect(rowHeight(row('word '.repeat(100)), 800)).toBeGreaterThan(short)
  expect(rowHeight(row('word '.repeat(100)), 400)).toBeGreaterThan(
    rowHeight(row('word '.repeat(100)), 800),
  )
  expect(rowHeight(row('hello', { startsRun: true, startsDay: true }), 800)).toBeGreaterThan(short)
})

it('is what was measured, as long as nothing that decides it changed', () => {
  const seen = row('hello')
  rememberHeight(seen, 800, 123)
  expect(rowHeight({ ...seen }, 800)).toBe(123)
  expect(rowHeight(seen, 700)).not.toBe(123)
  expect(rowHeight({ ...seen, startsRun: true } as TimelineRow, 800)).not.toBe(123)
})
