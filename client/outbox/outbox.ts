import {
  isFinal,
  type AnyEvent,
  type ConversationId,
  type DraftEvent,
  type IdempotencyKey,
  type Refusal,
  type RequestOk,
  type Seq,
  type UserId,
} from '../../protocol/index.ts'
import type { CacheWriter } from '../cache/cache-writer.ts'
import type { OutboxItem } from '../cache/cache.ts'
import type { Clock } from '../clock.ts'
import { mintKey, type RandomBytes } from '../random.ts'

export type Ack = RequestOk<'send'>

/** A write as it is shown: on its way, refused, or acknowledged and about to appear in the log. */
export type Write = Omit<OutboxItem, 'state'> & {
  state: OutboxItem['state'] | 'sent'
  ack: Ack | null
}

export type OutboxOptions = {
  me(): UserId | null
  writer: CacheWriter
  clock: Clock
  random: RandomBytes
  /** Milliseconds by which the server's clock is ahead of this device's. For display. */
  clockOffset(): number
  /** Something in the writes of this conversation changed. */
  changed(conversation: ConversationId): void
}

const NONE: readonly Write[] = []

/**
 * Own writes that are not in the log yet. Each is stored before anyone hears of it, in the order of
 * writing, and leaves only with an acknowledgement or by its author's will.
 */
export class Outbox {
  readonly #options: OutboxOptions
  readonly #lanes = new Map<ConversationId, readonly Write[]>()
  readonly #where = new Map<IdempotencyKey, ConversationId>()
  /** Rises with each change made here: what was read from the store before it is out of date. */
  #version = 0
  #lastOrder = 0

  constructor(options: OutboxOptions) {
    this.#options = options
  }

  /** In the order of writing; the same array until something changes. */
  of(conversation: ConversationId): readonly Write[] {
    return this.#lanes.get(conversation) ?? NONE
  }

  conversations(): Iterable<ConversationId> {
    return this.#lanes.keys()
  }

  /** Whether a person would miss something if this conversation were forgotten. */
  holdsText(conversation: ConversationId): boolean {
    return this.of(conversation).some(isTyped)
  }

  get(cid: IdempotencyKey): Write | undefined {
    const conversation = this.#where.get(cid)
    return conversation === undefined
      ? undefined
      : this.of(conversation).find((write) => write.cid === cid)
  }

  /** Not acknowledged, and not refused for good. */
  get unsent(): number {
    let count = 0
    for (const lane of this.#lanes.values())
      for (const { state } of lane) if (state === 'waiting') count += 1
    return count
  }

  /** The one to send next: a lane's first, as only what is done with makes room for what follows. */
  next(conversation: ConversationId): Write | undefined {
    return this.of(conversation).find(({ state }) => state === 'waiting')
  }

  /** Takes up what is stored: at the start, and after another window changed it. */
  async reload(): Promise<void> {
    for (;;) {
      const version = this.#version
      const stored = await this.#options.writer.read((cache) => cache.unsent(), null)
      if (version !== this.#version) continue
      if (stored) this.#restore(stored.outbox)
      return
    }
  }

  #restore(items: readonly OutboxItem[]): void {
    const me = this.#options.me()
    const own = items.filter(({ account }) => account === me)
    const lanes = new Map<ConversationId, Write[]>()
    for (const item of own) {
      this.#lastOrder = Math.max(this.#lastOrder, item.order)
      const known = this.get(item.cid)
      const lane = lanes.get(item.conversation) ?? []
      lanes.set(item.conversation, lane)
      lane.push(known?.state === 'sent' ? known : { ...item, ack: null })
    }
    for (const conversation of new Set([...this.#lanes.keys(), ...lanes.keys()]))
      this.#put(conversation, [
        ...this.#acknowledgedBesides(conversation, lanes.get(conversation) ?? []),
        ...(lanes.get(conversation) ?? []),
      ])
  }

  /** Acknowledged ones leave the store before they leave the screen. */
  #acknowledgedBesides(conversation: ConversationId, lane: readonly Write[]): Write[] {
    const stored = new Set(lane.map(({ cid }) => cid))
    return this.of(conversation).filter(({ state, cid }) => state === 'sent' && !stored.has(cid))
  }

  forget(): void {
    for (const conversation of [...this.#lanes.keys()]) this.#put(conversation, [])
  }

  /** Takes a write in. It may be sent once `writer.flush()` resolved. */
  add(conversation: ConversationId, event: DraftEvent): Write {
    const { me, writer, clock, random, clockOffset } = this.#options
    const now = clock.now()
    this.#lastOrder = Math.max(this.#lastOrder + 1, now * 1000)
    const item: OutboxItem = {
      cid: mintKey(random, now),
      account: me()!,
      conversation,
      order: this.#lastOrder,
      at: now + clockOffset(),
      event,
      state: 'waiting',
      tried: false,
      problem: null,
    }
    writer.outboxItem(item)
    const write: Write = { ...item, ack: null }
    this.#put(conversation, [...this.of(conversation), write])
    return write
  }

  /** It is about to be handed to a connection: from then on the server may have it. */
  tried(cid: IdempotencyKey): void {
    const write = this.get(cid)
    if (write?.state === 'waiting' && !write.tried) this.#store({ ...write, tried: true })
  }

  /** It never left, or the server said that it did not take it. */
  notTaken(cid: IdempotencyKey): void {
    const write = this.get(cid)
    if (write?.state === 'waiting' && write.tried) this.#store({ ...write, tried: false })
  }

  /** `told`: by another window, which sees to the store. */
  acknowledge(cid: IdempotencyKey, ack: Ack, told?: 'told'): void {
    const write = this.get(cid)
    if (!write || write.state === 'sent') return
    if (!told) this.#options.writer.outboxRemoved(cid)
    this.#replace({ ...write, state: 'sent', problem: null, ack })
  }

  /** The server refused: for good, or this was of another database. */
  fail(cid: IdempotencyKey, problem: Refusal): void {
    const write = this.get(cid)
    if (write?.state === 'waiting')
      this.#store({ ...write, state: 'failed', tried: false, problem })
  }

  failAll(problem: Refusal): void {
    for (const lane of [...this.#lanes.values()])
      for (const { cid } of lane) this.fail(cid, problem)
  }

  /** A refused write waits again; with another text it is another write in the same place. */
  retry(cid: IdempotencyKey, text?: string): void {
    const write = this.get(cid)
    if (!write || isOut(write)) return
    const waiting: Write = { ...write, state: 'waiting', problem: null }
    const { event } = write
    if (text === undefined || (event.kind !== 'message' && event.kind !== 'edit'))
      return this.#store(waiting)
    if (event.text === text) return this.#store(waiting)
    const { random, clock } = this.#options
    const fresh = { ...waiting, cid: mintKey(random, clock.now()), event: { ...event, text } }
    this.#options.writer.outboxRemoved(cid)
    this.#where.delete(cid)
    this.#options.writer.outboxItem(itemOf(fresh))
    const lane = this.of(write.conversation)
    this.#put(
      write.conversation,
      lane.map((other) => (other.cid === cid ? fresh : other)),
    )
  }

  /** @returns what was typed, if anything was; null too where it is too late, as the server may have it. */
  discard(cid: IdempotencyKey): string | null {
    const write = this.get(cid)
    if (!write || isOut(write)) return null
    this.#options.writer.outboxRemoved(cid)
    this.#remove(write.conversation, (other) => other.cid === cid)
    const { event } = write
    return 'text' in event ? event.text : null
  }

  /** Gives all up, whatever became of it. */
  discardAll(): void {
    for (const lane of [...this.#lanes.values()])
      for (const { cid } of lane) this.#options.writer.outboxRemoved(cid)
    this.forget()
  }

  /** Acknowledged writes whose place in the log is on screen, or on nobody's, have done their service. */
  retire(conversation: ConversationId, isShown: (seq: Seq) => boolean): void {
    this.#remove(conversation, ({ ack }) => ack !== null && isShown(ack.seq))
  }

  #store(write: Write): void {
    this.#options.writer.outboxItem(itemOf(write))
    this.#replace(write)
  }

  #replace(write: Write): void {
    this.#put(
      write.conversation,
      this.of(write.conversation).map((other) => (other.cid === write.cid ? write : other)),
    )
  }

  #remove(conversation: ConversationId, is: (write: Write) => boolean): void {
    const lane = this.of(conversation)
    const rest = lane.filter((write) => !is(write))
    if (rest.length < lane.length) this.#put(conversation, rest)
  }

  #put(conversation: ConversationId, lane: readonly Write[]): void {
    this.#version += 1
    for (const { cid } of this.of(conversation)) this.#where.delete(cid)
    for (const { cid } of lane) this.#where.set(cid, conversation)
    if (lane.length > 0) this.#lanes.set(conversation, lane)
    else this.#lanes.delete(conversation)
    this.#options.changed(conversation)
  }
}

function itemOf({ ack: _ack, ...write }: Write): OutboxItem {
  return { ...write, state: write.state === 'failed' ? 'failed' : 'waiting' }
}

/** Nobody can call it back: the server has it, or may have it. */
export function isOut({ state, tried }: Pick<Write, 'state' | 'tried'>): boolean {
  return state === 'sent' || (state === 'waiting' && tried)
}

/** A message or an edit, as against what a click says. */
export function isTyped({ event }: Pick<Write, 'event'>): boolean {
  return event.kind === 'message' || event.kind === 'edit'
}

/** The event that an acknowledged write became. */
export function eventOf({ event, cid, account }: Write, { seq, at, messages }: Ack): AnyEvent {
  return { ...event, seq, at, messages, cid, author: account }
}

/** Whether the server will never take it. */
export function isRefusedForGood(problem: Refusal): boolean {
  return isFinal(problem.code)
}
