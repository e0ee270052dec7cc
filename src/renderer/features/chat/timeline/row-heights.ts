import type { TimelineItem } from '../../../../../client/space-client.ts'
import { estimateHeight } from './estimate-height.ts'
import type { TimelineRow } from './timeline-rows.ts'

/** Heights as they were measured, by message and by what else decides them. They go with the message. */
const measured = new WeakMap<TimelineItem, { look: string; height: number }>()

function lookOf(row: TimelineRow & { kind: 'message' }, width: number): string {
  return `${width} ${row.startsRun} ${row.startsDay} ${row.startsNew}`
}

/**
 * How high a row is: as it was when it was last on screen, even in a list that is gone since, or
 * else about so high. The first screen of a conversation is then in its place at once.
 */
export function rowHeight(row: TimelineRow, width: number): number {
  if (row.kind === 'message') {
    const known = measured.get(row.item)
    if (known?.look === lookOf(row, width)) return known.height
  }
  return estimateHeight(row, width)
}

export function rememberHeight(row: TimelineRow, width: number, height: number): void {
  if (row.kind === 'message') measured.set(row.item, { look: lookOf(row, width), height })
}
