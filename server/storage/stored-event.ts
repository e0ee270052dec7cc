/// <reference lib="es2024.string" />
import type { Event, IdempotencyKey, Seq, Timestamp, UserId } from '../../protocol/index.ts'
import type { NewEvent, Write } from './storage.ts'

/** Where a write's first event was put: the log's next seq, and how many messages came before. */
export type Place = { seq: Seq; messages: number }

/** A write's events as they are read, given their place. */
export function storedEvents(write: Write, place: Place): Event[] {
  let messages = place.messages
  return write.events.map((event, index) => {
    if (event.kind === 'message') messages += 1
    const cid = index === 0 && write.cid !== null ? write.cid : undefined
    return storedEvent(event, place.seq + index, write.at, write.author, cid, messages)
  })
}

function storedEvent(
  event: NewEvent,
  seq: Seq,
  at: Timestamp,
  author: UserId,
  cid: IdempotencyKey | undefined,
  messages: number,
): Event {
  return cid === undefined
    ? ({ seq, at, author, messages, ...event } as Event)
    : ({ seq, at, author, cid, messages, ...event } as Event)
}

/** Events that change a message, and so are not structural. */
export function changesMessage(
  event: NewEvent,
): event is Extract<NewEvent, { kind: 'edit' | 'delete' | 'react' }> {
  return event.kind === 'edit' || event.kind === 'delete' || event.kind === 'react'
}

export function isStructural(event: NewEvent): boolean {
  return event.kind !== 'message' && !changesMessage(event)
}

/** Whom these events bring in, or would if they were not members already. */
export function joining(events: readonly NewEvent[]): UserId[] {
  return events.flatMap((event) => (event.kind === 'join' ? event.user : []))
}

/**
 * The write as it will be stored and told: what no database keeps, a zero character or half a surrogate
 * pair, becomes U+FFFD here, so that a reader of the log sees what a listener was told.
 * @throws TypeError on a write that no storage takes: a mistake of the caller's
 */
export function storableWrite(write: Write): Write {
  const { events, at } = write
  if (!Number.isSafeInteger(at)) throw new TypeError('a write happens at a whole millisecond')
  if (events.length === 0) throw new TypeError('a write holds at least one event')
  if (events.length > 1 && events.some(changesMessage))
    throw new TypeError('an edit, deletion or reaction is a write of its own')
  return events.every(isStorable) ? write : { ...write, events: events.map(storableEvent) }
}

function isStorable(event: NewEvent): boolean {
  if (event.kind === 'message') return event.text === null || isStorableText(event.text)
  return Object.values(event).every((value) => typeof value !== 'string' || isStorableText(value))
}

function storableEvent(event: NewEvent): NewEvent {
  const fields = Object.entries(event).map(([name, value]: [string, unknown]) => [
    name,
    typeof value === 'string' ? storableText(value) : value,
  ])
  return Object.fromEntries(fields) as NewEvent
}

function isStorableText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0')
}

export function storableText(text: string): string {
  return isStorableText(text) ? text : text.toWellFormed().replaceAll('\0', '\ufffd')
}
