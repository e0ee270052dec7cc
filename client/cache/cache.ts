import type {
  AnyEvent,
  Conversation,
  ConversationId,
  DraftEvent,
  Epoch,
  IdempotencyKey,
  Refusal,
  Seq,
  SessionId,
  Timestamp,
  User,
  UserId,
} from '../../protocol/index.ts'
import type { Draft } from '../space-client.ts'

/**
 * What a device keeps of one space: enough to show it before the network answers, and every write
 * that is not acknowledged. Several windows may share one. Implementations pass `cache.contract.ts`.
 * Each method rejects where the store cannot be read or written; nothing is half done then.
 */
export interface Cache {
  /** Windows with the same one share what they cache; null where no other window can. */
  readonly shared: string | null
  /** What went wrong when it was opened. */
  readonly trouble: CacheTrouble | null
  /** All that is small. Whatever is not of the expected shape is left out, and said by `damaged`. */
  load(): Promise<Cached>
  /** Own writes and drafts alone, as another window may have changed them. */
  unsent(): Promise<Pick<Cached, 'outbox' | 'drafts'>>
  /** The longest run without holes that ends just before `before`, at most `limit`, ascending. */
  eventsBefore(conversation: ConversationId, before: Seq, limit: number): Promise<AnyEvent[]>
  /** The longest run without holes that starts just after `after`, at most `limit`, ascending. */
  eventsAfter(conversation: ConversationId, after: Seq, limit: number): Promise<AnyEvent[]>
  users(ids: readonly UserId[]): Promise<User[]>
  /** Applies all of it or nothing, in the order in which `Batch` lists its parts. Durable where it says so. */
  commit(batch: Batch): Promise<void>
  close(): Promise<void>
}

export type CacheTrouble = 'unavailable' | 'reset'

/** Whose cache this is, and of which database. */
export type Meta = {
  epoch: Epoch
  user: UserId
  session: SessionId
  /** Revision of the directory up to which cached users are known to be as they are. */
  directory: number | null
}

export type Cached = {
  meta: Meta | null
  conversations: StoredConversation[]
  outbox: OutboxItem[]
  drafts: StoredDraft[]
  damaged: boolean
}

/**
 * A conversation folded up to its head, which is therefore the position: every cached event of it is
 * in its present state as of that head, and no event up to it was left out of the fold.
 */
export type StoredConversation = { conversation: Conversation; ended: Ended }
/** Why one is not a member any more; such a conversation stays while something unsent is in it. */
export type Ended = 'left' | 'removed' | null

/** A write on its way. Kept until the server has it, or its author gives it up. */
export type OutboxItem = {
  cid: IdempotencyKey
  /** Whose it is: another person who signs in on this device does not see it. */
  account: UserId
  conversation: ConversationId
  /** Ascending in the order of writing. */
  order: number
  /** When it was written, as far as this device knows the time. */
  at: Timestamp
  event: DraftEvent
  state: 'waiting' | 'failed'
  /** Handed to a connection at least once, and not answered: the server may have it. */
  tried: boolean
  /** Why the server refused it for good. */
  problem: Refusal | null
}

export type StoredDraft = { account: UserId; conversation: ConversationId; draft: Draft }

export type Batch = {
  /** Forgets first all that the server has too; outbox and drafts stay. */
  clear?: true
  /**
   * Whose and of which database the server's data in it is. Where the cache is of another one meanwhile
   * (a window signed out, or met a replaced server) only outbox and drafts are taken. Not asked with `clear`.
   */
  of?: Pick<Meta, 'epoch' | 'user'>
  meta?: Meta
  /** Forgets these conversations' events, and the conversations. */
  dropped?: readonly ConversationId[]
  /** Pages, in their state as of `asOf`: kept only where the stored head is not beyond that. */
  pages?: readonly { conversation: ConversationId; events: readonly AnyEvent[]; asOf: Seq }[]
  /** Changes of stored events by later ones. */
  folds?: readonly {
    conversation: ConversationId
    seq: Seq
    fold: (event: AnyEvent) => AnyEvent
  }[]
  /** Kept unless the stored one has a greater head. */
  conversations?: readonly StoredConversation[]
  /** Forgets all users first. */
  usersStale?: boolean
  users?: readonly User[]
  outbox?: readonly OutboxItem[]
  outboxRemoved?: readonly IdempotencyKey[]
  /** One with nothing in it is removed. */
  drafts?: readonly StoredDraft[]
  /** What a person typed is in it: must survive a power cut. */
  durable?: boolean
}

/** Whether the server's data of a batch belongs into a cache that holds `meta`. */
export function belongs({ clear, of }: Batch, meta: Meta | null): boolean {
  return clear === true || (meta !== null && of?.epoch === meta.epoch && of.user === meta.user)
}

export const EMPTY_DRAFT: Draft = { text: '', replyTo: null, editing: null }

export function isEmptyDraft({ text, replyTo, editing }: Draft): boolean {
  return text === '' && replyTo === null && editing === null
}
