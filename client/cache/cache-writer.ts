import type { AnyEvent, ConversationId, Seq, User, UserId } from '../../protocol/index.ts'
import type { Clock } from '../clock.ts'
import { foldMessage, isChange, kept } from '../fold/fold-message.ts'
import type { Log } from '../log.ts'
import type {
  Batch,
  Cache,
  CacheTrouble,
  Meta,
  OutboxItem,
  StoredConversation,
  StoredDraft,
} from './cache.ts'
import { createMemoryCache } from './memory/memory-cache.ts'

type Pending = {
  clear: Batch['clear']
  meta: Meta | undefined
  dropped: Set<ConversationId>
  pages: { conversation: ConversationId; events: readonly AnyEvent[]; asOf: Seq }[]
  folds: { conversation: ConversationId; seq: Seq; fold: (event: AnyEvent) => AnyEvent }[]
  conversations: Map<ConversationId, StoredConversation>
  usersStale: boolean
  users: Map<UserId, User>
  outbox: Map<string, OutboxItem | null>
  drafts: Map<string, StoredDraft>
}

export type WriterOptions = {
  cache: Cache
  clock: Clock
  log: Log
  onTrouble(trouble: CacheTrouble): void
  /** The shared cache's outbox changed: other windows should look. */
  onOutboxWritten(): void
}

const DELAY = 50

/**
 * The one way into the cache: gathers what changes and writes it in one transaction at a time. A cache
 * that fails is given up for one in memory, so that nobody waits for a broken disk.
 */
export class CacheWriter {
  readonly #options: WriterOptions
  #cache: Cache
  #of: Pick<Meta, 'epoch' | 'user'> | undefined
  #pending = nothing()
  #writing: Promise<void> = Promise.resolve()
  #callOff: (() => void) | null = null

  constructor(options: WriterOptions) {
    this.#options = options
    this.#cache = options.cache
  }

  /** The cache is this account's from now on, and holds nothing yet. */
  adopt(meta: Meta): void {
    this.forgetSpace()
    this.#of = meta
    this.setMeta(meta)
  }

  /** Takes up a cache that is this account's already. */
  resume(meta: Meta): void {
    this.#of = meta
  }

  /** The cache is nobody's; what is unsent stays. */
  forgetSpace(): void {
    const { outbox, drafts } = this.#pending
    this.#pending = { ...nothing(), outbox, drafts, clear: true }
    this.#of = undefined
    this.#schedule()
  }

  setMeta(meta: Meta): void {
    this.#pending.meta = meta
    this.#schedule()
  }

  conversation(stored: StoredConversation): void {
    this.#pending.conversations.set(stored.conversation.id, stored)
    this.#schedule()
  }

  /** Events in their state as of `asOf`; those that change earlier ones do so in the cache too. */
  events(conversation: ConversationId, events: readonly AnyEvent[], asOf: Seq): void {
    this.#pending.pages.push({ conversation, events: events.map(kept), asOf })
    for (const event of events) {
      if (!isChange(event)) continue
      const fold = (earlier: AnyEvent) => foldMessage(earlier, event)
      this.#pending.folds.push({ conversation, seq: event.target, fold })
    }
    this.#schedule()
  }

  drop(conversation: ConversationId): void {
    const { dropped, conversations } = this.#pending
    dropped.add(conversation)
    conversations.delete(conversation)
    this.#pending.pages = this.#pending.pages.filter((page) => page.conversation !== conversation)
    this.#schedule()
  }

  users(users: readonly User[]): void {
    for (const user of users) this.#pending.users.set(user.id, user)
    if (users.length > 0) this.#schedule()
  }

  usersStale(): void {
    this.#pending.usersStale = true
    this.#pending.users.clear()
    this.#schedule()
  }

  outboxItem(item: OutboxItem): void {
    this.#pending.outbox.set(item.cid, item)
    this.#schedule()
  }

  outboxRemoved(cid: string): void {
    this.#pending.outbox.set(cid, null)
    this.#schedule()
  }

  draft(draft: StoredDraft): void {
    this.#pending.drafts.set(`${draft.account} ${draft.conversation}`, draft)
    this.#schedule()
  }

  /** Resolves once everything up to now is stored. */
  flush(): Promise<void> {
    this.#callOff?.()
    this.#callOff = null
    this.#writing = this.#writing.then(() => this.#write())
    return this.#writing
  }

  /** Reads after what was written. */
  async read<T>(query: (cache: Cache) => Promise<T>, otherwise: T): Promise<T> {
    await this.flush()
    try {
      return await query(this.#cache)
    } catch (error) {
      this.#options.log('the cache could not be read', { error: String(error) })
      return otherwise
    }
  }

  async close(): Promise<void> {
    await this.flush()
    await this.#cache.close()
  }

  #schedule(): void {
    this.#callOff ??= this.#options.clock.after(DELAY, () => void this.flush())
  }

  async #write(): Promise<void> {
    const batch = batchOf(this.#pending, this.#of)
    if (!batch) return
    this.#pending = nothing()
    try {
      await this.#cache.commit(batch)
    } catch (error) {
      await this.#giveUp(batch, error)
    }
    if (batch.outbox || batch.outboxRemoved) this.#options.onOutboxWritten()
  }

  /** What is on screen and in the outbox lives in memory anyway; from here on only there. */
  async #giveUp(batch: Batch, error: unknown): Promise<void> {
    this.#options.log('the cache could not be written', { error: String(error) })
    void this.#cache.close().catch(() => {})
    this.#cache = createMemoryCache('unavailable')
    this.#options.onTrouble('unavailable')
    await this.#cache.commit({
      ...batch,
      ...(batch.clear === undefined && { clear: true as const }),
    })
  }
}

function nothing(): Pending {
  return {
    clear: undefined,
    meta: undefined,
    dropped: new Set(),
    pages: [],
    folds: [],
    conversations: new Map(),
    usersStale: false,
    users: new Map(),
    outbox: new Map(),
    drafts: new Map(),
  }
}

function batchOf(pending: Pending, of: Batch['of']): Batch | null {
  const outbox = [...pending.outbox.values()].filter((item) => item !== null)
  const outboxRemoved = [...pending.outbox].flatMap(([cid, item]) => (item ? [] : cid))
  const batch: Batch = {
    ...(pending.clear && { clear: pending.clear }),
    ...(of && { of }),
    ...(pending.meta && { meta: pending.meta }),
    ...(pending.dropped.size > 0 && { dropped: [...pending.dropped] }),
    ...(pending.pages.length > 0 && { pages: pending.pages }),
    ...(pending.folds.length > 0 && { folds: pending.folds }),
    ...(pending.conversations.size > 0 && { conversations: [...pending.conversations.values()] }),
    ...(pending.usersStale && { usersStale: true }),
    ...(pending.users.size > 0 && { users: [...pending.users.values()] }),
    ...(outbox.length > 0 && { outbox }),
    ...(outboxRemoved.length > 0 && { outboxRemoved }),
    ...(pending.drafts.size > 0 && { drafts: [...pending.drafts.values()] }),
    ...(outbox.length > 0 && { durable: true }),
  }
  return Object.keys(batch).some((key) => key !== 'of') ? batch : null
}
