import type { Event, EventKind, MessageEvent, UserId } from '../../../protocol/index.ts'

/** Numbers that stand for kinds in the file: they only ever grow at the end. */
const KINDS: readonly EventKind[] = [
  'message',
  'edit',
  'delete',
  'react',
  'create',
  'join',
  'leave',
  'role',
  'rename',
  'describe',
  'visibility',
  'archive',
  'restore',
]
const NUMBERS = new Map(KINDS.map((kind, number) => [kind, number]))
export const MESSAGE = 0

export type EventRow = {
  seq: number
  kind: number
  author: number
  at: number
  messages: number
  cid: string | null
  ref: number | null
  text: string | null
  detail: string | null
  state: string | null
}
export const EVENT_COLUMNS = 'seq, kind, author, at, messages, cid, ref, text, detail, state'

type Cells = Pick<EventRow, 'kind' | 'ref' | 'text' | 'detail'>

/** What an event says beyond its place, time and author. */
export function cellsOf(event: Event): Cells {
  const kind = NUMBERS.get(event.kind)!
  switch (event.kind) {
    case 'message':
      return { kind, ref: event.replyTo ?? null, text: event.text, detail: null }
    case 'edit':
      return { kind, ref: event.target, text: event.text, detail: null }
    case 'delete':
      return { kind, ref: event.target, text: null, detail: null }
    case 'react':
      return {
        kind,
        ref: event.target,
        text: null,
        detail: JSON.stringify([event.emoji, event.on]),
      }
    default: {
      const {
        kind: _kind,
        seq: _seq,
        at: _at,
        author: _author,
        cid: _cid,
        messages: _messages,
        ...detail
      } = event
      return { kind, ref: null, text: null, detail: JSON.stringify(detail) }
    }
  }
}

/** What later events made of a message. */
export function stateOf({ editedAt, deletedBy, reactions, rev }: MessageEvent): string {
  return JSON.stringify({ editedAt, deletedBy, reactions, rev })
}

export function eventOf(row: EventRow, userOf: (identity: number) => UserId): Event {
  const { seq, at, messages } = row
  const author = userOf(row.author)
  const head =
    row.cid === null ? { seq, at, author, messages } : { seq, at, author, cid: row.cid, messages }
  return { ...head, ...saidBy(row) } as Event
}

function saidBy({ kind: number, ref, text, detail, state }: EventRow): object {
  const kind = KINDS[number]
  switch (kind) {
    case 'message': {
      const reply = ref === null ? {} : { replyTo: ref }
      return { kind, text, ...reply, ...parsed(state) }
    }
    case 'edit':
      return { kind, target: ref, text }
    case 'delete':
      return { kind, target: ref }
    case 'react': {
      const [emoji, on] = JSON.parse(detail ?? '[]') as [string, boolean]
      return { kind, target: ref, emoji, on }
    }
    default:
      return { kind, ...parsed(detail) }
  }
}

function parsed(json: string | null): object {
  return json === null ? {} : (JSON.parse(json) as object)
}
