import { expect, it } from 'vitest'
import type { TimelineItem } from '../../../../../client/space-client.ts'
import { messageAt } from './message-at.ts'

const item = (seq: number, kind = 'message') =>
  ({ key: String(seq), event: { seq, kind } }) as TimelineItem

it('finds a message by its seq, among events that leave some out', () => {
  const items = [item(2), item(3, 'join'), item(7), item(9), item(0), item(0)]
  expect(messageAt(items, 2)).toBe(items[0])
  expect(messageAt(items, 9)).toBe(items[3])
  expect(messageAt(items, 8)).toBeNull()
  expect(messageAt(items, 3)).toBeNull()
  expect(messageAt([], 1)).toBeNull()
})
