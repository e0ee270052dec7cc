import type { AnyEvent, MessageEvent, Seq, UserId } from '../../protocol/index.ts'
import { changed, isChange, type Change } from '../fold/fold-message.ts'
import type { Write } from '../outbox/outbox.ts'
import type { FailedChange, TimelineItem } from '../space-client.ts'
import { holds, isShown, type EventWindow } from './event-window.ts'

/** Writes that change a message, by that message. */
type Changes = ReadonlyMap<Seq, readonly Write[]>
type Row = { changes: readonly Write[] | undefined; item: TimelineItem }

const EMPTY: readonly Write[] = []

/** Makes the rows of a timeline; a row stays the same object as long as nothing in it changes. */
export class TimelineItems {
  readonly #me: () => UserId | null
  readonly #rows = new WeakMap<AnyEvent, Row>()
  readonly #pending = new WeakMap<Write, TimelineItem>()
  #writes: readonly Write[] = EMPTY
  #changes: Changes = new Map()

  constructor(me: () => UserId | null) {
    this.#me = me
  }

  of(window: EventWindow, writes: readonly Write[], withTail: boolean): TimelineItem[] {
    const changes = this.#changesOf(writes)
    const items: TimelineItem[] = []
    for (const event of window) if (isShown(event)) items.push(this.#row(event, changes))
    if (withTail && writes.length > 0) items.push(...this.#tail(window, writes))
    return items
  }

  #tail(window: EventWindow, writes: readonly Write[]): TimelineItem[] {
    const me = this.#me()
    const shown = new Set(window.flatMap(({ cid, author }) => (author === me && cid) || []))
    return writes
      .filter((write) => isOnItsWay(write, window) && !shown.has(write.cid))
      .map((write) => this.#pendingItem(write))
  }

  #row(event: AnyEvent, changesBySeq: Changes): TimelineItem {
    const changes = changesBySeq.get(event.seq)
    const before = this.#rows.get(event)
    if (before && before.changes === changes) return before.item
    const item = this.#item(event, changes ?? EMPTY)
    this.#rows.set(event, { changes, item })
    return item
  }

  #item(event: AnyEvent, changes: readonly Write[]): TimelineItem {
    const key =
      event.cid !== undefined && event.author === this.#me() ? event.cid : `seq-${event.seq}`
    const failed = changes.find(({ state }) => state === 'failed')
    const onTheirWay = changes.filter(({ state }) => state !== 'failed')
    return {
      key,
      event: event.kind === 'message' ? onTheirWay.reduce(withWrite, event) : event,
      state: 'sent',
      tried: false,
      problem: null,
      changing: onTheirWay.length > 0,
      failedChange: failed ? failedChange(failed) : null,
    }
  }

  #pendingItem(write: Write): TimelineItem {
    const before = this.#pending.get(write)
    if (before) return before
    const item: TimelineItem = {
      key: write.cid,
      event: pendingEvent(write),
      state: write.state === 'waiting' ? 'pending' : write.state,
      tried: write.state === 'waiting' && write.tried,
      problem: write.problem,
      changing: false,
      failedChange: null,
    }
    this.#pending.set(write, item)
    return item
  }

  #changesOf(writes: readonly Write[]): Changes {
    if (writes === this.#writes) return this.#changes
    const changes = new Map<Seq, Write[]>()
    for (const write of writes) {
      if (write.event.kind === 'message') continue
      const { target } = write.event
      changes.set(target, [...(changes.get(target) ?? []), write])
    }
    const last = this.#changes
    for (const [target, list] of changes) {
      const same = last.get(target)
      if (same?.length === list.length && same.every((write, index) => write === list[index]))
        changes.set(target, same as Write[])
    }
    this.#writes = writes
    return (this.#changes = changes)
  }
}

/** A message that has no place in the window yet. */
function isOnItsWay({ event, ack }: Write, window: EventWindow): boolean {
  return event.kind === 'message' && !(ack && holds(window, ack.seq))
}

/** The event that a waiting message is shown as. */
export function pendingEvent({ event, ack, at, account, cid }: Write): MessageEvent {
  const text = event.kind === 'message' ? event.text : null
  const replyTo = event.kind === 'message' ? event.replyTo : undefined
  return {
    kind: 'message',
    seq: ack?.seq ?? 0,
    at: ack?.at ?? at,
    author: account,
    cid,
    messages: ack?.messages ?? 0,
    text,
    ...(replyTo !== undefined && { replyTo }),
  }
}

/** A message as its author wants it, before the log says so; what is deleted stays so. */
function withWrite(message: MessageEvent, write: Write): MessageEvent {
  const { ack, event, at, account } = write
  if (message.text === null || (ack && ack.seq <= (message.rev ?? message.seq))) return message
  const place = { seq: ack?.seq ?? 0, at: ack?.at ?? at, author: account, messages: 0 }
  const change = { ...event, ...place } as AnyEvent
  return isChange(change) ? changed(message, change satisfies Change) : message
}

function failedChange({ cid, event, problem }: Write): FailedChange | null {
  if (event.kind === 'message' || !problem) return null
  return { cid, kind: event.kind, text: event.kind === 'edit' ? event.text : null, problem }
}
