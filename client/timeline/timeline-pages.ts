import type {
  AnyEvent,
  Conversation,
  ConversationId,
  RouteResponse,
  Seq,
} from '../../protocol/index.ts'
import type { CacheWriter } from '../cache/cache-writer.ts'
import { kept } from '../fold/fold-message.ts'
import { takeIn, type EventWindow } from './event-window.ts'

export type PageQuery = { before?: Seq; after?: Seq; around?: Seq }
export type PageAnswer = RouteResponse<'events'>

export type PageSources = {
  id: ConversationId
  /** Null while it is not known, or not begun. */
  conversation(): Conversation | null
  writer: CacheWriter
  page(query: PageQuery & { limit: number }): Promise<PageAnswer>
}

/** Events of a page at most. */
export const PAGE = 60

/** Pages of one conversation, from the cache or the server, and with them what happened on their way. */
export class TimelinePages {
  readonly #sources: PageSources
  /** What happens while pages are on their way, to be applied to them. */
  #meanwhile: AnyEvent[] | null = null
  #waits = 0

  constructor(sources: PageSources) {
    this.#sources = sources
  }

  happened(event: AnyEvent): void {
    this.#meanwhile?.push(event)
  }

  /** Remembers what happens while `work` waits for pages, so that `catchUp` can apply it to them. */
  async during(work: () => void | Promise<void>): Promise<void> {
    this.#meanwhile ??= []
    this.#waits += 1
    try {
      await work()
    } finally {
      this.#waits -= 1
      if (this.#waits === 0) this.#meanwhile = null
    }
  }

  catchUp(page: EventWindow): EventWindow {
    return (this.#meanwhile ?? []).reduce(takeIn, page)
  }

  cachedBefore(before: Seq, limit = PAGE): Promise<EventWindow> {
    const { id, writer } = this.#sources
    return writer.read((cache) => cache.eventsBefore(id, before, limit), [])
  }

  cachedAfter(after: Seq, limit = PAGE): Promise<EventWindow> {
    const { id, writer } = this.#sources
    return writer.read((cache) => cache.eventsAfter(id, after, limit), [])
  }

  /** From the server. What a page holds beyond the position is left to come in its turn. */
  async fetch(query: PageQuery): Promise<EventWindow> {
    const { id, page, writer, conversation } = this.#sources
    const { events } = await page({ ...query, limit: PAGE })
    const head = conversation()?.head ?? 0
    const reached = this.catchUp(events.filter(({ seq }) => seq <= head).map(kept))
    writer.events(id, reached, head)
    return reached
  }

  async before(seq: Seq): Promise<EventWindow> {
    const cached = await this.cachedBefore(seq)
    return cached.length > 0 ? cached : this.fetch({ before: seq })
  }

  async after(seq: Seq): Promise<EventWindow> {
    const cached = await this.cachedAfter(seq)
    return cached.length > 0 ? cached : this.fetch({ after: seq })
  }

  /** One event, wherever it is; null where neither cache nor server has it now. */
  async event(seq: Seq): Promise<AnyEvent | null> {
    const [cached] = await this.cachedAfter(seq - 1, 1)
    return cached?.seq === seq ? cached : this.#fetchEvent(seq)
  }

  async #fetchEvent(seq: Seq): Promise<AnyEvent | null> {
    try {
      const { events } = await this.#sources.page({ around: seq, limit: 1 })
      return events.find((event) => event.seq === seq) ?? null
    } catch {
      return null
    }
  }
}
