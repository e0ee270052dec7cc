import type {
  ConversationId,
  Event,
  Positions,
  Resumed,
  SearchHit,
  Seq,
  UserId,
} from '../../../protocol/index.ts'
import { committedFrom } from '../committed.ts'
import { decodeNumberCursor } from '../cursor.ts'
import { pageBounds } from '../page-bounds.ts'
import { resumeBudget } from '../resume-budget.ts'
import { holdsPhrase } from '../search-match.ts'
import { searchPhrases, searchWords, type SearchPhrase } from '../search-words.ts'
import type {
  Appended,
  Committed,
  EventLog,
  Page,
  PageRange,
  ReadMarker,
  SearchOptions,
  Write,
} from '../storage.ts'
import { storableWrite } from '../stored-event.ts'
import { appendTo } from './memory-append.ts'
import { headOf, messagesAt, type MemoryConversation, type MemoryData } from './memory-data.ts'
import { seenBy } from './memory-view.ts'

/** Does its part of a commit; what it returns then tells whoever waits. */
type Job = () => { appended?: Appended; settle: () => void }

export class MemoryLog implements EventLog {
  readonly #data: MemoryData
  readonly #assertOpen: () => void
  readonly #listeners = new Set<(committed: readonly Committed[]) => void>()
  #pending: Job[] = []

  constructor(data: MemoryData, assertOpen: () => void) {
    this.#data = data
    this.#assertOpen = assertOpen
  }

  async append(write: Write): Promise<Appended> {
    this.#assertOpen()
    const own = structuredClone(storableWrite(write))
    return new Promise((resolve) => {
      this.#next(() => {
        const appended = appendTo(this.#data, own)
        return { appended, settle: () => resolve(appended) }
      })
    })
  }

  async markRead(user: UserId, id: ConversationId, seq: Seq): Promise<ReadMarker | null> {
    this.#assertOpen()
    return new Promise((resolve) => {
      this.#next(() => {
        const marker = movedMarker(this.#data.conversations.get(id), user, seq)
        return { settle: () => resolve(marker) }
      })
    })
  }

  #next(job: Job): void {
    if (this.#pending.length === 0) queueMicrotask(() => this.#commit())
    this.#pending.push(job)
  }

  onCommitted(listener: (committed: readonly Committed[]) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #commit(): void {
    const jobs = this.#pending
    this.#pending = []
    const done = jobs.map((job) => job())
    const committed = committedFrom(done.flatMap(({ appended }) => appended ?? []))
    if (committed.length > 0) for (const listener of this.#listeners) listener(committed)
    for (const { settle } of done) settle()
  }

  async page(id: ConversationId, range: PageRange): Promise<{ events: Event[]; head: Seq }> {
    this.#assertOpen()
    const conversation = this.#data.conversations.get(id)
    if (!conversation) return { events: [], head: 0 }
    const head = headOf(conversation)
    const { first, last } = pageBounds(range, head)
    return {
      events: structuredClone(conversation.events.slice(first - 1, Math.max(last, 0))),
      head,
    }
  }

  async event(id: ConversationId, seq: Seq): Promise<Event | null> {
    this.#assertOpen()
    return structuredClone(this.#data.conversations.get(id)?.events[seq - 1] ?? null)
  }

  async resume(
    user: UserId,
    positions: Positions,
    { only = false }: { only?: boolean } = {},
  ): Promise<Resumed[]> {
    this.#assertOpen()
    const asked = new Map(Object.entries(positions))
    const all = [...this.#data.conversations.values()]
    const seen = all
      .filter(({ id }) => !only || asked.has(id))
      .flatMap((conversation) => seenBy(conversation, user) ?? [])
      .sort((a, b) => b.activeAt - a.activeAt || (a.id < b.id ? -1 : 1))
    const resumed = resumeBudget()
    return seen.map((conversation) => {
      const position = asked.get(conversation.id)
      const { events } = this.#data.conversations.get(conversation.id)!
      return resumed(conversation, position, () => structuredClone(events.slice(position)))
    })
  }

  async search(user: UserId, query: string, options: SearchOptions): Promise<Page<SearchHit>> {
    this.#assertOpen()
    const phrases = searchPhrases(query)
    const items: SearchHit[] = []
    if (phrases.length === 0) return { items, next: null }
    const [from = this.#data.order.length] = decodeNumberCursor(options.cursor, 1) ?? []
    for (let place = from - 1; place >= 0; place -= 1) {
      const hit = this.#hit(place, user, phrases, options.conversation)
      if (!hit) continue
      if (items.length === options.limit) return { items, next: String(place + 1) }
      items.push(hit)
    }
    return { items, next: null }
  }

  #hit(
    place: number,
    user: UserId,
    phrases: SearchPhrase[],
    only: ConversationId | undefined,
  ): SearchHit | null {
    const { conversation: id, seq } = this.#data.order[place]!
    const conversation = this.#data.conversations.get(id)!
    const event = conversation.events[seq - 1]!
    if (event.kind !== 'message' || event.text === null) return null
    if (!conversation.members.has(user) || (only !== undefined && only !== id)) return null
    const words = searchWords(event.text)
    const found = phrases.every((phrase) => holdsPhrase(words, phrase))
    return found ? { conversation: id, event: structuredClone(event) } : null
  }
}

function movedMarker(
  conversation: MemoryConversation | undefined,
  user: UserId,
  seq: Seq,
): ReadMarker | null {
  const member = conversation?.members.get(user)
  if (!conversation || !member) return null
  const read = Math.max(member.read, Math.min(seq, headOf(conversation)))
  const moved = read > member.read
  member.read = read
  return { read, readMessages: messagesAt(conversation, read), moved }
}
