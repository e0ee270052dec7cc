import {
  directPeer,
  type Conversation,
  type ConversationId,
  type MessageEvent,
  type UserId,
} from '../../protocol/index.ts'
import { createDerived, sameFields, sameItems, type Derived } from '../cell.ts'
import { isTyped, type Outbox, type Write } from '../outbox/outbox.ts'
import type { ConversationView } from '../space-client.ts'
import { pendingEvent } from '../timeline/timeline-items.ts'
import type { Conversations } from './conversations.ts'
import type { Drafts } from './drafts.ts'
import type { Typing } from './typing.ts'

export type ConversationListOptions = {
  me(): UserId | null
  conversations: Conversations
  outbox: Outbox
  drafts: Drafts
  typing: Typing
}

/** The conversations as the list shows them; a view stays the same object as long as nothing in it changes. */
export class ConversationList {
  readonly signal: Derived<readonly ConversationView[]>
  readonly unread: Derived<number>
  readonly #options: ConversationListOptions
  readonly #views = new Map<ConversationId, ConversationView>()
  readonly #stale = new Set<ConversationId>()
  readonly #singles = new Map<ConversationId, Derived<ConversationView | null>>()

  constructor(options: ConversationListOptions) {
    this.#options = options
    this.signal = createDerived((last) => sameItems(last, this.#compute()))
    this.unread = createDerived(() =>
      this.signal.get().reduce((sum, { unread }) => sum + unread, 0),
    )
  }

  changed(id: ConversationId): void {
    this.#stale.add(id)
    this.signal.invalidate()
    this.unread.invalidate()
    this.#singles.get(id)?.invalidate()
  }

  /** One's own ids and all else are another's. */
  changedAll(): void {
    this.#views.clear()
    this.signal.invalidate()
    this.unread.invalidate()
    for (const single of this.#singles.values()) single.invalidate()
  }

  /** One conversation, listed or not; a direct one shows its person before it has begun. */
  single(id: ConversationId): Derived<ConversationView | null> {
    const known = this.#singles.get(id)
    if (known) return known
    const single = createDerived(() => this.#view(id))
    this.#singles.set(id, single)
    return single
  }

  view(id: ConversationId): ConversationView | null {
    return this.#view(id)
  }

  #compute(): ConversationView[] {
    const views: ConversationView[] = []
    for (const id of this.#listed()) {
      const view = this.#view(id)
      if (view) views.push(view)
    }
    return views.sort((a, b) => b.activeAt - a.activeAt || (a.id < b.id ? -1 : 1))
  }

  /** Those that are there, and those in which something unsent is. */
  #listed(): ConversationId[] {
    const { conversations, outbox, drafts } = this.#options
    const listed: ConversationId[] = []
    for (const { conversation, ended } of conversations.all())
      if (!ended || this.#holdsUnsent(conversation.id)) listed.push(conversation.id)
    const unsent = new Set([...outbox.conversations(), ...drafts.conversations()])
    for (const id of unsent) if (!conversations.get(id) && this.#holdsUnsent(id)) listed.push(id)
    return listed
  }

  #holdsUnsent(id: ConversationId): boolean {
    return this.#options.outbox.holdsText(id) || this.#options.drafts.has(id)
  }

  #view(id: ConversationId): ConversationView | null {
    const before = this.#views.get(id)
    if (before && !this.#stale.has(id)) return before
    this.#stale.delete(id)
    const me = this.#options.me()
    const known = this.#options.conversations.get(id)?.conversation
    const made = me === null ? null : known ? this.#known(known, me) : this.#unknown(id, me)
    if (!made) {
      this.#views.delete(id)
      return null
    }
    const view = sameFields(before, made)
    this.#views.set(id, view)
    return view
  }

  #known(conversation: Conversation, me: UserId): ConversationView {
    const { id, kind, group, head, read, headMessages, readMessages, peerRead } = conversation
    const writes = this.#options.outbox.of(id)
    const pending = newestPending(writes)
    return {
      ...this.#unsent(id, writes),
      id,
      kind,
      group,
      head,
      read,
      peerRead,
      peer: kind === 'direct' ? directPeer(id, me) : null,
      unread: Math.max(0, headMessages - readMessages),
      last: newestOf(pending, conversation),
      activeAt: Math.max(conversation.activeAt, pending?.at ?? 0),
    }
  }

  #unknown(id: ConversationId, me: UserId): ConversationView | null {
    const writes = this.#options.outbox.of(id)
    const pending = newestPending(writes)
    const direct = id.includes('.')
    if (!direct && writes.length === 0) return null
    return {
      ...this.#unsent(id, writes),
      id,
      kind: direct ? 'direct' : 'group',
      group: null,
      head: 0,
      read: 0,
      peerRead: null,
      peer: direct ? directPeer(id, me) : null,
      unread: 0,
      last: pending,
      activeAt: pending?.at ?? 0,
    }
  }

  #unsent(id: ConversationId, writes: readonly Write[]) {
    const counted = writes.filter(isTyped)
    return {
      draft: this.#options.drafts.cell(id).get().text,
      pending: counted.filter(({ state }) => state === 'waiting').length,
      failed: counted.filter(({ state }) => state === 'failed').length,
      typing: this.#options.typing.in(id),
    }
  }
}

function messageOf({ last }: Conversation): MessageEvent | null {
  return last?.kind === 'message' ? last : null
}

/** What is acknowledged has a place in the log: others may have written after it. */
function newestOf(pending: MessageEvent | null, conversation: Conversation): MessageEvent | null {
  const isLater = pending?.seq === 0 || (pending?.seq ?? 0) > (conversation.last?.seq ?? 0)
  return isLater ? pending : messageOf(conversation)
}

const pendingEvents = new WeakMap<Write, MessageEvent>()

/**
 * The newest own message on its way: the same object as long as the write is. An acknowledged one too, until
 * it is in the log, so that the line does not fall back for a moment.
 */
function newestPending(writes: readonly Write[]): MessageEvent | null {
  const write = writes.findLast(
    ({ event, state }) => event.kind === 'message' && state !== 'failed',
  )
  if (!write) return null
  const event = pendingEvents.get(write) ?? pendingEvent(write)
  pendingEvents.set(write, event)
  return event
}
