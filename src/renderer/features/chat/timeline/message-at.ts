import type { TimelineItem } from '../../../../../client/space-client.ts'
import type { Seq } from '../../../../../protocol/index.ts'
import type { MessageItem } from './timeline-rows.ts'

/** The message of that seq among the items, which ascend (own ones that have no place yet come last). */
export function messageAt(items: readonly TimelineItem[], seq: Seq): MessageItem | null {
  let low = 0
  let high = items.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const item = items[middle]!
    const place = item.event.seq === 0 ? Infinity : item.event.seq
    if (place === seq) return item.event.kind === 'message' ? (item as MessageItem) : null
    if (place < seq) low = middle + 1
    else high = middle - 1
  }
  return null
}
