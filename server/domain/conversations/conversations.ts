import type {
  AnyEvent,
  Conversation,
  ConversationId,
  Positions,
  Resumed,
  SearchHit,
  Seq,
} from '../../../protocol/index.ts'
import type { Page, PageRange, SearchOptions } from '../../storage/storage.ts'
import type { Caller } from '../caller.ts'

/** Reading one's own conversations. Each method refuses outsiders with `not_found`. */
export interface Conversations {
  /** All of the person's conversations. */
  list(caller: Caller): Promise<Conversation[]>
  /** @throws Refused `not_found` also for a direct conversation that nobody has written in yet */
  one(caller: Caller, conversation: ConversationId): Promise<Conversation>
  /** Empty, with head 0, for a direct conversation that nobody has written in yet. */
  page(caller: Caller, conversation: ConversationId, range: PageRange): Promise<EventPage>
  search(caller: Caller, query: string, options: SearchOptions): Promise<Page<SearchHit>>
  /** Every conversation of the person, resumed: what `welcome` carries. */
  resume(caller: Caller, positions: Positions): Promise<Resumed[]>
  /** Those of `positions`, resumed, and the ones among them that are not the person's. */
  sync(caller: Caller, positions: Positions): Promise<Synced>
  /** Moves the read marker and makes it known. @throws Refused `not_found` */
  markRead(caller: Caller, conversation: ConversationId, seq: Seq): Promise<ReadPosition>
  /** Settles whether the person may read and be heard there. @throws Refused `not_found` */
  authorise(caller: Caller, conversation: ConversationId): Promise<void>
}

export type EventPage = { events: AnyEvent[]; head: Seq }
export type Synced = { conversations: Resumed[]; gone: ConversationId[] }
export type ReadPosition = { read: Seq; readMessages: number }
