import type { AnyEvent, ConversationId, Seq, User } from '../../../protocol/index.ts'
import {
  belongs,
  isEmptyDraft,
  type Batch,
  type Cache,
  type Cached,
  type CacheTrouble,
  type Meta,
  type OutboxItem,
  type StoredConversation,
  type StoredDraft,
} from '../cache.ts'

/** Fills the `Cache` port for as long as the window lives. */
export function createMemoryCache(trouble: CacheTrouble | null = null): Cache {
  let meta: Meta | null = null
  const conversations = new Map<ConversationId, StoredConversation>()
  const events = new Map<ConversationId, Map<Seq, AnyEvent>>()
  const users = new Map<string, User>()
  const outbox = new Map<string, OutboxItem>()
  const drafts = new Map<string, StoredDraft>()

  function clear(): void {
    meta = null
    for (const store of [conversations, events, users]) store.clear()
  }

  function putPages(pages: Batch['pages'] = []): void {
    for (const page of pages) {
      if ((conversations.get(page.conversation)?.conversation.head ?? 0) > page.asOf) continue
      const log = events.get(page.conversation) ?? new Map<Seq, AnyEvent>()
      events.set(page.conversation, log)
      for (const event of page.events) log.set(event.seq, event)
    }
  }

  function foldEvents(folds: Batch['folds'] = []): void {
    for (const { conversation, seq, fold } of folds) {
      const log = events.get(conversation)
      const event = log?.get(seq)
      if (log && event) log.set(seq, fold(event))
    }
  }

  function putConversations(stored: Batch['conversations'] = []): void {
    for (const item of stored) {
      const { id, head } = item.conversation
      if ((conversations.get(id)?.conversation.head ?? 0) <= head) conversations.set(id, item)
    }
  }

  function putDrafts(stored: Batch['drafts'] = []): void {
    for (const item of stored) {
      const key = `${item.account} ${item.conversation}`
      if (isEmptyDraft(item.draft)) drafts.delete(key)
      else drafts.set(key, item)
    }
  }

  function putSpace(batch: Batch): void {
    meta = batch.meta ?? meta
    for (const id of batch.dropped ?? []) {
      conversations.delete(id)
      events.delete(id)
    }
    putPages(batch.pages)
    foldEvents(batch.folds)
    putConversations(batch.conversations)
    if (batch.usersStale) users.clear()
    for (const user of batch.users ?? []) users.set(user.id, user)
  }

  function run(conversation: ConversationId, from: Seq, step: 1 | -1, limit: number): AnyEvent[] {
    const log = events.get(conversation)
    const found: AnyEvent[] = []
    for (let seq = from + step; found.length < limit; seq += step) {
      const event = log?.get(seq)
      if (!event) break
      found.push(event)
    }
    return step === 1 ? found : found.reverse()
  }

  const unsent = () => ({
    outbox: [...outbox.values()].sort((a, b) => a.order - b.order),
    drafts: [...drafts.values()],
  })

  return {
    shared: null,
    trouble,
    load: async (): Promise<Cached> => ({
      meta,
      conversations: [...conversations.values()],
      ...unsent(),
      damaged: false,
    }),
    unsent: async () => unsent(),
    eventsBefore: async (conversation, before, limit) => run(conversation, before, -1, limit),
    eventsAfter: async (conversation, after, limit) => run(conversation, after, 1, limit),
    users: async (ids) => ids.flatMap((id) => users.get(id) ?? []),
    async commit(batch) {
      if (batch.clear) clear()
      if (belongs(batch, meta)) putSpace(batch)
      for (const item of batch.outbox ?? []) outbox.set(item.cid, item)
      for (const cid of batch.outboxRemoved ?? []) outbox.delete(cid)
      putDrafts(batch.drafts)
    },
    close: async () => {},
  }
}
