import { expect, it } from 'vitest'
import type { TimelineRow } from './timeline-rows.ts'
import { rowOf } from './use-jump.ts'

const message = (seq: number) => ({ kind: 'message', item: { event: { seq } } }) as TimelineRow
const notice = (...seqs: number[]) =>
  ({ kind: 'notice', events: seqs.map((seq) => ({ seq })) }) as unknown as TimelineRow
const beginning = { kind: 'beginning' } as TimelineRow

it('finds the row of an event, in a run of notices too', () => {
  const rows = [message(5), notice(6, 7), message(9), message(0)]
  expect(rowOf(rows, 5)).toBe(0)
  expect(rowOf(rows, 7)).toBe(1)
  expect(rowOf(rows, 9)).toBe(2)
})

it('takes the next row for an event that shows nothing', () => {
  expect(rowOf([message(5), message(9)], 7)).toBe(1)
  expect(rowOf([beginning, message(3)], 1)).toBe(1)
})

it('knows what is not loaded', () => {
  expect(rowOf([message(5), message(9)], 4)).toBe(-1)
  expect(rowOf([message(5)], 10)).toBe(-1)
  expect(rowOf([], 1)).toBe(-1)
})
