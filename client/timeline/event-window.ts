import type { AnyEvent, Seq } from '../../protocol/index.ts'
import { foldMessage, isChange, kept } from '../fold/fold-message.ts'

/** Loaded events of a conversation: consecutive, ascending, each in its present state. */
export type EventWindow = readonly AnyEvent[]

export function firstSeq(window: EventWindow): Seq {
  return window[0]?.seq ?? 0
}

export function lastSeq(window: EventWindow): Seq {
  return window.at(-1)?.seq ?? 0
}

export function holds(window: EventWindow, seq: Seq): boolean {
  return window.length > 0 && seq >= firstSeq(window) && seq <= lastSeq(window)
}

export function eventAt(window: EventWindow, seq: Seq): AnyEvent | undefined {
  return window[seq - firstSeq(window)]
}

/** The window after an event of the log that may change one of its messages. */
function foldInto(window: EventWindow, event: AnyEvent): EventWindow {
  if (!isChange(event)) return window
  const target = eventAt(window, event.target)
  const folded = target && foldMessage(target, event)
  if (!folded || folded === target) return window
  const next = [...window]
  next[event.target - firstSeq(window)] = folded
  return next
}

/** The window after the log's next event, whether that goes to its end, or into what is there, or neither. */
export function takeIn(window: EventWindow, event: AnyEvent): EventWindow {
  const folded = foldInto(window, event)
  return lastSeq(window) + 1 === event.seq ? [...folded, kept(event)] : folded
}

/** The window with a page before or after it; the same one where they do not meet. */
export function join(older: EventWindow, newer: EventWindow): EventWindow | null {
  if (older.length === 0) return newer
  if (newer.length === 0) return older
  return lastSeq(older) + 1 === firstSeq(newer) ? [...older, ...newer] : null
}

/** Whether it takes a row: changes are seen in what they changed, and unknown kinds not at all. */
export function isShown(event: AnyEvent): boolean {
  return !isChange(event) && event.kind !== 'unknown'
}
