import type { TimelineItem } from '../../../../../client/space-client.ts'
import type { EventOf, MessageEvent, Seq, UserId } from '../../../../../protocol/index.ts'
import { createDayFinder } from './local-day.ts'

/** Messages of one author this close to the first of them share its name, time and picture. */
export const RUN_MILLISECONDS = 5 * 60_000

export type MessageItem = TimelineItem & { event: MessageEvent }
export type NoticeEvent = EventOf<
  | 'create'
  | 'join'
  | 'leave'
  | 'role'
  | 'rename'
  | 'describe'
  | 'visibility'
  | 'archive'
  | 'restore'
>

type Placed = {
  key: string
  /** Start of the local day it belongs to, and whether a divider stands above it. */
  day: number
  startsDay: boolean
  /** The line "New" stands above it. */
  startsNew: boolean
}
export type MessageRow = Placed & {
  kind: 'message'
  item: MessageItem
  /** It shows its author, time and picture. */
  startsRun: boolean
}
export type NoticeRow = Placed & { kind: 'notice'; events: readonly NoticeEvent[] }
export type BeginningRow = Placed & { kind: 'beginning' }
export type TimelineRow = MessageRow | NoticeRow | BeginningRow

export type RowOptions = {
  me: UserId | null
  /** Messages of others after it are new; null where there is no line. */
  unreadAfter: Seq | null
  /** The window reaches the first event, so that the beginning can be shown. */
  atStart: boolean
}

const SILENT = new Set(['edit', 'delete', 'react', 'unknown'])

/** Who creates a group is in it: the log says so with a join as owner, which is no news beside it. */
function isSilent({ event }: TimelineItem): boolean {
  return SILENT.has(event.kind) || (event.kind === 'join' && event.role === 'owner')
}

function isMessage(item: TimelineItem): item is MessageItem {
  return item.event.kind === 'message'
}

function sameEvents(a: readonly NoticeEvent[], b: readonly NoticeEvent[]): boolean {
  return a.length === b.length && a.every((event, index) => event === b[index])
}

function samePlace(a: TimelineRow, b: TimelineRow): boolean {
  return a.day === b.day && a.startsDay === b.startsDay && a.startsNew === b.startsNew
}

function sameRow(a: TimelineRow, b: TimelineRow): boolean {
  if (!samePlace(a, b)) return false
  if (a.kind === 'message' && b.kind === 'message') {
    return a.item === b.item && a.startsRun === b.startsRun
  }
  if (a.kind === 'notice' && b.kind === 'notice') return sameEvents(a.events, b.events)
  return a.kind === b.kind
}

/** Lays a timeline's items out as rows. */
export function timelineRows(items: readonly TimelineItem[], options: RowOptions): TimelineRow[] {
  const { me, unreadAfter, atStart } = options
  const dayOf = createDayFinder()
  const rows: TimelineRow[] = []
  let runStart = 0
  let newIsPlaced = unreadAfter === null

  function place(item: TimelineItem): Placed {
    const day = dayOf(item.event.at)
    const startsNew =
      !newIsPlaced && isMessage(item) && item.event.seq > unreadAfter! && item.event.author !== me
    if (startsNew) newIsPlaced = true
    return { key: item.key, day, startsDay: rows.at(-1)?.day !== day, startsNew }
  }

  function messageRow(item: MessageItem): MessageRow {
    const placed = place(item)
    const last = rows.at(-1)
    const continues =
      last?.kind === 'message' &&
      !placed.startsDay &&
      !placed.startsNew &&
      last.item.event.author === item.event.author &&
      Math.abs(item.event.at - runStart) < RUN_MILLISECONDS
    if (!continues) runStart = item.event.at
    return { ...placed, kind: 'message', item, startsRun: !continues }
  }

  function addNotice(item: TimelineItem): void {
    const placed = place(item)
    const last = rows.at(-1)
    const event = item.event as NoticeEvent
    if (last?.kind === 'notice' && !placed.startsDay) {
      rows[rows.length - 1] = { ...last, events: [...last.events, event] }
    } else {
      rows.push({ ...placed, kind: 'notice', events: [event] })
    }
  }

  for (const item of items) {
    if (isSilent(item)) continue
    if (isMessage(item)) rows.push(messageRow(item))
    else addNotice(item)
  }
  return atStart ? [beginning(rows[0]?.day ?? 0), ...rows] : rows
}

function beginning(day: number): BeginningRow {
  return { kind: 'beginning', key: 'beginning', day, startsDay: false, startsNew: false }
}

/**
 * The same, keeping the very row objects of the last time where nothing about them changed: a row
 * that is the same object need not be drawn again.
 */
export function createRowKeeper(): typeof timelineRows {
  let kept = new Map<string, TimelineRow>()
  return (items, options) => {
    const next = new Map<string, TimelineRow>()
    const rows = timelineRows(items, options).map((row) => {
      const old = kept.get(row.key)
      const chosen = old && sameRow(old, row) ? old : row
      next.set(row.key, chosen)
      return chosen
    })
    kept = next
    return rows
  }
}
