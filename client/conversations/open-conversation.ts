import {
  check,
  draftEvent,
  Refused,
  type ConversationId,
  type DraftEvent,
  type IdempotencyKey,
  type Seq,
} from '../../protocol/index.ts'
import { EMPTY_DRAFT } from '../cache/cache.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { OpenConversation } from '../space-client.ts'
import type { TimelineStore } from '../timeline/timeline-store.ts'
import type { ConversationList } from './conversation-list.ts'
import type { Conversations } from './conversations.ts'
import type { Drafts } from './drafts.ts'
import type { ReadMarkers } from './read-markers.ts'
import type { Typing } from './typing.ts'

export type OpenConversationOptions = {
  id: ConversationId
  timeline: TimelineStore
  list: ConversationList
  conversations: Conversations
  outbox: Outbox
  drafts: Drafts
  typing: Typing
  readMarkers: ReadMarkers
  signedIn(): boolean
  /** Everything taken in so far is stored. */
  stored(): Promise<void>
  /** Something is to be sent. */
  pump(): void
  closed(): void
}

/** One caller's hold on a conversation. */
export function openConversation(options: OpenConversationOptions): OpenConversation {
  const { id, timeline, list, conversations, outbox, drafts, typing, readMarkers } = options
  let closed = false

  /** Refused here already where the server would: nothing is put away that cannot be sent. */
  async function write(event: DraftEvent): Promise<IdempotencyKey> {
    const checked = check(draftEvent, event)
    if (!options.signedIn()) throw new Refused('unauthorised', 'nobody is signed in')
    const { cid } = outbox.add(id, checked)
    if (event.kind === 'message' || event.kind === 'edit') {
      typing.sent(id)
      drafts.set(id, EMPTY_DRAFT)
    }
    // Before it is stored: that it is being tried is stored with it.
    options.pump()
    await options.stored()
    return cid
  }

  return {
    id,
    view: list.single(id),
    timeline: timeline.signal,
    draft: drafts.cell(id),
    loadOlder: () => timeline.loadOlder(),
    loadNewer: () => timeline.loadNewer(),
    jumpTo: (seq) => timeline.jumpTo(seq),
    jumpToNewest: () => timeline.jumpToNewest(),
    message: (seq) => timeline.message(seq),
    async send(text, { replyTo } = {}) {
      const sent = write({ kind: 'message', text, ...(replyTo !== undefined && { replyTo }) })
      void timeline.jumpToNewest()
      return sent
    },
    edit: async (target, text) => void (await write({ kind: 'edit', target, text })),
    remove: async (target) => void (await write({ kind: 'delete', target })),
    react: async (target, emoji, on) => void (await write({ kind: 'react', target, emoji, on })),
    async retry(cid, text) {
      const event = outbox.get(cid)?.event
      if (event && text !== undefined && 'text' in event) check(draftEvent, { ...event, text })
      outbox.retry(cid, text)
      await options.stored()
      options.pump()
    },
    async discard(cid) {
      const text = outbox.discard(cid)
      await options.stored()
      options.pump()
      return text
    },
    setAtEnd: (atEnd) => timeline.setAtEnd(atEnd),
    markRead,
    setDraft: (draft) => drafts.set(id, draft),
    setTyping(on) {
      if (conversations.get(id) && !conversations.get(id)?.ended) typing.set(id, on)
    },
    close() {
      if (closed) return
      closed = true
      options.closed()
    },
  }

  function markRead(seq: Seq): void {
    const conversation = conversations.get(id)?.conversation
    if (!conversation) return
    const read = Math.min(seq, conversation.head)
    if (read <= conversation.read) return
    const messages =
      read === conversation.head ? conversation.headMessages : timeline.messagesAt(read)
    if (messages !== null) conversations.read(id, read, messages)
    readMarkers.move(id, read)
  }
}
