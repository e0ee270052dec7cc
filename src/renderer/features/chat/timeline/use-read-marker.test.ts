import { computed } from 'vue'
import { expect, it } from 'vitest'
import type { VirtualItem } from '@tanstack/vue-virtual'
import type { TimelineRow } from './timeline-rows.ts'
import { lastSeen } from './use-read-marker.ts'

const rows = [3, 4, 0, 9].map(
  (seq) =>
    ({ kind: 'message', key: `k${seq}`, item: { event: { seq } } }) as unknown as TimelineRow,
)

function at(offset: number, height = 200) {
  const shown = rows.map((_, index) => {
    return { index, start: index * 100, size: 100, end: index * 100 + 100 } as VirtualItem
  })
  return { shown: computed(() => shown), offset: () => offset, height: () => height }
}

it('is the last message of which enough is on screen', () => {
  expect(lastSeen(rows, at(0), null)).toBe(4)
  expect(lastSeen(rows, at(0, 130), null)).toBe(3)
})

it('passes over own messages that have no place in the log yet', () => {
  expect(lastSeen(rows, at(100), null)).toBe(4)
})

it('is the head where the newest row is on screen, as changes after it show nothing', () => {
  expect(lastSeen(rows, at(200), 12)).toBe(12)
  expect(lastSeen(rows, at(0), 12)).toBe(4)
})
