import type { AnyEvent, ConversationId, Seq } from '../../protocol/index.ts'
import type { TimelineItem } from '../space-client.ts'
import { TimelineStore, type TimelineOptions } from './timeline-store.ts'

/** Timelines lately closed, or about to be opened, that are kept in step, so that going back to one is instant. */
const WARM = 12

/** The open timelines, each shared by all who opened it, and the last few closed ones. */
export class Timelines {
  readonly #make: (id: ConversationId) => TimelineOptions
  readonly #stores = new Map<ConversationId, { store: TimelineStore; holders: number }>()

  constructor(make: (id: ConversationId) => TimelineOptions) {
    this.#make = make
  }

  get(id: ConversationId): TimelineStore | undefined {
    return this.#stores.get(id)?.store
  }

  /** Those that somebody looks at. */
  open(): ConversationId[] {
    return [...this.#stores].flatMap(([id, { holders }]) => (holders > 0 ? id : []))
  }

  hold(id: ConversationId): TimelineStore {
    const known = this.#stores.get(id)
    const entry = known ?? { store: new TimelineStore(this.#make(id)), holders: 0 }
    this.#stores.delete(id)
    this.#stores.set(id, entry)
    entry.holders += 1
    if (entry.holders > 1) return entry.store
    entry.store.markUnread()
    if (!known) void entry.store.open()
    else void entry.store.resume()
    return entry.store
  }

  /** What is cached of a conversation that may be opened next, where it is enough to show. */
  async prepare(id: ConversationId): Promise<readonly TimelineItem[]> {
    const known = this.#stores.get(id)
    if (known) return known.store.signal.get().items
    const store = new TimelineStore(this.#make(id))
    this.#stores.set(id, { store, holders: 0 })
    await store.prepare()
    const { items, status } = store.signal.get()
    const entry = this.#stores.get(id)
    if (entry?.store === store && entry.holders === 0 && status !== 'ready') this.#stores.delete(id)
    this.#giveUpIdle()
    return items
  }

  release(id: ConversationId): void {
    const entry = this.#stores.get(id)
    if (!entry) return
    entry.holders -= 1
    this.#giveUpIdle()
  }

  #giveUpIdle(): void {
    const idle = [...this.#stores].filter(([, { holders }]) => holders === 0)
    for (const [other] of idle.slice(0, Math.max(0, idle.length - WARM))) this.#stores.delete(other)
  }

  applied(id: ConversationId, event: AnyEvent): void {
    this.get(id)?.apply(event)
  }

  reset(id: ConversationId): void {
    void this.get(id)?.restart()
  }

  /** What failed without the server is tried again. */
  retry(): void {
    for (const { store } of this.#stores.values()) store.retry()
  }

  forget(): void {
    for (const { store } of this.#stores.values()) store.forget()
  }

  /** Whether an acknowledged write needs no row of its own any more: the log's event has one, or none is due. */
  covers(id: ConversationId, seq: Seq): boolean {
    return this.get(id)?.covers(seq) ?? true
  }
}
