import type {
  AnyEvent,
  Conversation,
  ConversationId,
  Positions,
  Resumed,
  Seq,
  UserId,
} from '../../protocol/index.ts'
import { limits } from '../../protocol/index.ts'
import type { CacheWriter } from '../cache/cache-writer.ts'
import type { StoredConversation } from '../cache/cache.ts'
import { foldConversation } from '../fold/fold-conversation.ts'
import { sameValue } from '../same-value.ts'
import type { GapRepair } from './gap-repair.ts'

export type Known = StoredConversation

/** What others are told of, at once and in order. */
export type ConversationWatcher = {
  /** An event took its place. `live`: it happened just now, and was not caught up with. */
  applied(id: ConversationId, event: AnyEvent, live: boolean): void
  /** One came newly, with a message that was not read. */
  surfaced(id: ConversationId, message: AnyEvent): void
  /** One's own write is in the log, whether or not this is news. */
  stored(id: ConversationId, event: AnyEvent): void
  /** Too much was missed: what is loaded of it has a hole, and may be out of date. */
  reset(id: ConversationId): void
  /** What the list shows of it changed, or it came or went. */
  changed(id: ConversationId): void
}

export type ConversationsOptions = {
  me(): UserId | null
  writer: CacheWriter
  gaps: GapRepair
  watcher: ConversationWatcher
}

/** A person's conversations, each folded up to its position without holes. */
export class Conversations {
  readonly #options: ConversationsOptions
  readonly #known = new Map<ConversationId, Known>()

  constructor(options: ConversationsOptions) {
    this.#options = options
  }

  get(id: ConversationId): Known | undefined {
    return this.#known.get(id)
  }

  /** As it is now; null where one is no member, or not any more. */
  mine(id: ConversationId): Conversation | null {
    const known = this.#known.get(id)
    return known && !known.ended ? known.conversation : null
  }

  get isEmpty(): boolean {
    return this.#known.size === 0
  }

  all(): Iterable<Known> {
    return this.#known.values()
  }

  restore(stored: readonly StoredConversation[]): void {
    for (const known of stored) this.#known.set(known.conversation.id, known)
  }

  /** Forgets all, as another account or another database took its place. */
  forget(): void {
    this.#known.clear()
    this.#options.gaps.clear()
  }

  /** Of as many as one request may name, the lately active first. */
  positions(ids?: Iterable<ConversationId>): Positions {
    const known = ids ? [...ids].flatMap((id) => this.#known.get(id) ?? []) : [...this.all()]
    return Object.fromEntries(
      known
        .filter(({ ended }) => ended === null)
        .sort((a, b) => b.conversation.activeAt - a.conversation.activeAt)
        .slice(0, limits.positions)
        .map(({ conversation }) => [conversation.id, conversation.head]),
    )
  }

  /** The server's answer to positions. `complete`: what it does not name is not ours any more. */
  resume(answers: readonly Resumed[], { complete = false, live = false } = {}): void {
    for (const answer of answers) this.#resumeOne(answer, live)
    if (!complete) return
    const named = new Set(answers.map(({ conversation }) => conversation.id))
    for (const id of [...this.#known.keys()]) if (!named.has(id)) this.end(id, 'removed')
  }

  #resumeOne({ conversation, events = [], tooFar }: Resumed, live: boolean): void {
    const known = this.#known.get(conversation.id)
    if (!known || known.ended) return this.#adopt(conversation, events, live)
    if (!tooFar) this.receive(conversation.id, events, live)
    const { head } = this.#known.get(conversation.id)!.conversation
    if (tooFar || head < conversation.head) this.#leap(conversation)
    else this.#agree(conversation)
  }

  /** One that was not known: its head is the position, and what it brings along is kept. */
  #adopt(conversation: Conversation, events: readonly AnyEvent[], live: boolean): void {
    const { id, head } = conversation
    this.#options.writer.drop(id)
    this.#options.writer.events(id, events.length > 0 ? events : newestOf(conversation), head)
    this.#set({ conversation, ended: null })
    this.#options.watcher.reset(id)
    for (const event of events) this.#tellStored(id, event)
    const { last, headMessages, readMessages } = conversation
    if (live && last && headMessages > readMessages) this.#options.watcher.surfaced(id, last)
    this.#drain(id, true)
  }

  #leap(conversation: Conversation): void {
    const { id } = conversation
    const before = this.#known.get(id)!.conversation
    if (conversation.head < before.head) this.#options.gaps.drop(id)
    this.#options.writer.drop(id)
    this.#options.writer.events(id, newestOf(conversation), conversation.head)
    this.#set({ conversation: withMarkersOf(conversation, before), ended: null })
    this.#options.watcher.reset(id)
    this.#drain(id, true)
  }

  /** At the same head the server's facts are the facts; beyond it only markers can be news. */
  #agree(conversation: Conversation): void {
    const known = this.#known.get(conversation.id)!.conversation
    const facts = conversation.head === known.head ? conversation : known
    const agreed = withMarkersOf(withMarkersOf(facts, conversation), known)
    if (!sameValue(agreed, known)) this.#set({ conversation: agreed, ended: null })
  }

  /** Events as they come, in any order and any number of times. */
  receive(id: ConversationId, events: readonly AnyEvent[], live: boolean): void {
    const { gaps } = this.#options
    for (const event of events) {
      const known = this.#known.get(id)
      const head = known?.conversation.head
      if (known?.ended) gaps.suspect(id)
      else if (head === undefined || event.seq > head + 1) gaps.hold(id, event)
      else if (event.seq === head + 1) this.#apply(id, event, live)
      this.#tellStored(id, event)
    }
    this.#drain(id, live)
  }

  #drain(id: ConversationId, live: boolean): void {
    const { gaps } = this.#options
    for (;;) {
      const known = this.#known.get(id)
      if (!known || known.ended) return
      const { head } = known.conversation
      const event = gaps.take(id, head)
      if (!event) return
      this.#apply(id, event, live)
    }
  }

  #apply(id: ConversationId, event: AnyEvent, live: boolean): void {
    const { me, writer, watcher } = this.#options
    const user = me()
    const known = this.#known.get(id)
    if (!known || user === null) return
    const conversation = foldConversation(known.conversation, event, user)
    writer.events(id, [event], conversation.head)
    this.#set({ ...known, conversation })
    watcher.applied(id, event, live)
  }

  #tellStored(id: ConversationId, event: AnyEvent): void {
    if (event.cid !== undefined && event.author === this.#options.me())
      this.#options.watcher.stored(id, event)
  }

  /** A conversation began for this person; or they came back to it. */
  began(conversation: Conversation): void {
    const known = this.#known.get(conversation.id)
    if (!known || known.ended) this.#adopt(conversation, [], true)
    else if (conversation.head > known.conversation.head)
      this.#options.gaps.suspect(conversation.id)
  }

  end(id: ConversationId, reason: 'left' | 'removed'): void {
    const known = this.#known.get(id)
    this.#options.gaps.drop(id)
    if (!known || known.ended) return
    this.#options.writer.drop(id)
    this.#set({ ...known, ended: reason })
    this.#options.watcher.reset(id)
  }

  /** Forgets one that has ended, as nothing unsent is in it any more. */
  bury(id: ConversationId): void {
    if (!this.#known.get(id)?.ended) return
    this.#known.delete(id)
    this.#options.writer.drop(id)
    this.#options.watcher.changed(id)
  }

  /** A marker moved, here or elsewhere. Markers only grow. */
  read(id: ConversationId, read: Seq, readMessages: number): void {
    const known = this.#known.get(id)
    if (!known || read <= known.conversation.read) return
    this.#set({ ...known, conversation: { ...known.conversation, read, readMessages } })
  }

  peerRead(id: ConversationId, read: Seq): void {
    const known = this.#known.get(id)
    if (!known || read <= (known.conversation.peerRead ?? 0)) return
    this.#set({ ...known, conversation: { ...known.conversation, peerRead: read } })
  }

  #set(known: Known): void {
    const { id } = known.conversation
    this.#known.set(id, known)
    this.#options.writer.conversation(known)
    this.#options.watcher.changed(id)
  }
}

/** The event at the head, where the snapshot happens to hold it. */
function newestOf({ last, head }: Conversation): AnyEvent[] {
  return last?.seq === head ? [last] : []
}

/** `facts` with the markers of `other` where those are further. */
function withMarkersOf(facts: Conversation, other: Conversation): Conversation {
  const { read, readMessages } = other.read > facts.read ? other : facts
  const peerRead = facts.peerRead === null ? null : Math.max(facts.peerRead, other.peerRead ?? 0)
  return { ...facts, read: Math.min(read, facts.head), readMessages, peerRead }
}
