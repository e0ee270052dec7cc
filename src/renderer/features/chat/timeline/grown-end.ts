import type { TimelineRow } from './timeline-rows.ts'

/** The last row that has its place in the log: own messages on their way stand below it. */
function newest(rows: readonly TimelineRow[]): TimelineRow | undefined {
  return rows.findLast((row) => row.kind !== 'message' || row.item.event.seq > 0)
}

/** Whether something came at the end, if only above own messages that are still on their way. */
export function grownAtEnd(before: readonly TimelineRow[], now: readonly TimelineRow[]): boolean {
  if (now.length === 0) return false
  return before.at(-1)?.key !== now.at(-1)!.key || newest(before)?.key !== newest(now)?.key
}
