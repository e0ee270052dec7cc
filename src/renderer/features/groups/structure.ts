import type { TimelineItem } from '../../../../client/space-client.ts'
import type { Seq } from '../../../../protocol/ids.ts'

const WRITTEN = new Set(['message', 'edit', 'delete', 'react', 'unknown'])

/** Seq of the last event that changed the group itself or who is in it; 0 where none is loaded. */
export function lastStructure(items: readonly TimelineItem[]): Seq {
  const item = items.findLast(({ event }) => event.seq > 0 && !WRITTEN.has(event.kind))
  return item?.event.seq ?? 0
}
