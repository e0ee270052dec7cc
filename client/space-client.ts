import type {
  AnyEvent,
  Conversation,
  ConversationId,
  DirectoryEntry,
  Group,
  GroupMember,
  IdempotencyKey,
  Invite,
  InviteId,
  MadeInvite,
  MessageEvent,
  Presence,
  Refusal,
  Registration,
  Role,
  SearchHit,
  Seq,
  Session,
  SessionId,
  SpaceInfo,
  Timestamp,
  User,
  UserId,
  Visibility,
  WaitingPerson,
} from '../protocol/index.ts'
import type { Signal } from './signal.ts'

/**
 * One person in one space on this device: what the renderer shows and what it can do. State is in
 * signals and is there at once from the cache; methods that need the server reject with `Refused`
 * (the server said no) or `Unreachable` (it did not answer).
 */
export interface SpaceClient {
  /** Where it is now. */
  readonly url: string
  /** Null while nobody is signed in on this device. */
  readonly account: Signal<Account | null>
  readonly connection: Signal<Connection>
  /** Most recently active first. */
  readonly conversations: Signal<readonly ConversationView[]>
  /** Messages that nobody on this device has read, in all conversations. */
  readonly unread: Signal<number>
  /** What the cache could not do, told once so that a person may know; null while all is well. */
  readonly cacheTrouble: Signal<'unavailable' | 'reset' | null>
  /**
   * The server was restored from a backup, or replaced, since this person last met it: what was cached of
   * the old one is gone, and what was unsent waits for them as failed, with the reason `other_space`.
   */
  readonly replaced: Signal<boolean>
  readonly accounts: AccountActions
  readonly people: People
  readonly groups: Groups
  readonly admission: Admission

  space(): Promise<SpaceInfo>
  /** Opens a conversation's timeline; it is kept in step until `close()`. Opening twice shares it. */
  open(id: ConversationId): OpenConversation
  /**
   * It may be opened next: reads what is cached of it, so that it is there then, and answers that. The
   * server is not asked; where too little is cached, nothing is read.
   */
  prepare(id: ConversationId): Promise<readonly TimelineItem[]>
  /** The direct conversation with someone, which need not have begun. */
  direct(user: UserId): ConversationId
  search(
    query: string,
    options?: { conversation?: ConversationId; cursor?: string; limit?: number },
  ): Promise<{ hits: SearchHit[]; next: string | null }>
  /** Whether the person is at this device: it was touched lately. */
  setActivity(state: 'online' | 'away'): void
  /** Messages that arrived live, are not one's own and not already read elsewhere: for notifications. */
  onMessage(listener: (message: IncomingMessage) => void): () => void
  /** Tries at once instead of waiting for the next attempt: the network is back, the window was opened. */
  reconnectNow(): void
  /**
   * The same space is at another address from now on: connects there. A connection that holds is kept, and
   * everything that was written waits as before.
   */
  moveTo(url: string): void
  /** Ends connection and timers; the cache stays. */
  close(): Promise<void>
}

export type Account = { user: User; session: SessionId }
export type IncomingMessage = { conversation: ConversationView; message: MessageEvent }

/** What the connection bar tells. */
export type Connection = {
  /**
   * `signed-out`: nobody is. `connecting`: first try. `online`. `waiting`: lost, next try at `retryAt`.
   * `retrying`. `admission`: somebody has to let the person in first. `refused`: coming back is pointless until the person does what `reason` says.
   */
  phase: 'signed-out' | 'connecting' | 'online' | 'waiting' | 'retrying' | 'admission' | 'refused'
  /** When the next attempt starts, on this device's clock. */
  retryAt: Timestamp | null
  /** Since when it has not been online; null while it is. */
  since: Timestamp | null
  reason: 'session_ended' | 'not_admitted' | 'unsupported_version' | null
  /** Writes in the outbox, not acknowledged yet. */
  unsent: number
  /** What keeps them there, where the server said it (`storage_full`, `rate_limited`, `unavailable`). */
  trouble: Refusal | null
}

/** A conversation as the list shows it. */
export type ConversationView = Pick<Conversation, 'id' | 'kind' | 'head' | 'read' | 'group'> & {
  /** The other person of a direct conversation; oneself for one's own notes; null for a group. */
  peer: UserId | null
  unread: number
  last: MessageEvent | null
  activeAt: Timestamp
  /** Text that was typed and not sent. */
  draft: string
  /** Own messages that are not acknowledged, and those the server refused. */
  pending: number
  failed: number
  typing: readonly UserId[]
  peerRead: Seq | null
}

export interface OpenConversation {
  readonly id: ConversationId
  /** Null until known (a direct conversation that has not begun shows `peer` from its id). */
  readonly view: Signal<ConversationView | null>
  readonly timeline: Signal<Timeline>
  readonly draft: Signal<Draft>
  /** Loads the page before what is shown; resolves when it is there. No-op at the start. */
  loadOlder(): Promise<void>
  /** Loads the page after what is shown; no-op where it reaches the newest. */
  loadNewer(): Promise<void>
  /** Shows the part around an event. */
  jumpTo(seq: Seq): Promise<void>
  jumpToNewest(): Promise<void>
  /**
   * Whether the reader is at the end of what is shown, to be told whenever that changes: loading older
   * pages does not say that they left it. At the end to begin with, and after `jumpToNewest`.
   */
  setAtEnd(atEnd: boolean): void
  /** One message, loaded or not: from the cache, or the server. Null where neither has it now. */
  message(seq: Seq): Promise<MessageEvent | null>
  /** Puts it into the outbox and the timeline at once, stored before it resolves; clears the draft. */
  send(text: string, options?: { replyTo?: Seq }): Promise<IdempotencyKey>
  edit(target: Seq, text: string): Promise<void>
  remove(target: Seq): Promise<void>
  react(target: Seq, emoji: string, on: boolean): Promise<void>
  /** Tries a failed write again, as it is or with another text. */
  retry(cid: IdempotencyKey, text?: string): Promise<void>
  /**
   * Gives up a write that failed, or that waits and was not `tried`; answers its text so that it can go
   * back to the composer. Null, and nothing is given up, where the server has it or may have it.
   */
  discard(cid: IdempotencyKey): Promise<string | null>
  /** Everything up to `seq` was on screen in a focused window. */
  markRead(seq: Seq): void
  setDraft(draft: Draft): void
  /** To be called at each change while composing; sends what is needed and no more. */
  setTyping(on: boolean): void
  close(): void
}

export type Draft = {
  text: string
  replyTo: Seq | null
  editing: Seq | null
  /** While editing: the message that was being written before, which comes back afterwards. */
  aside?: string
}

/** What is loaded of a conversation: a window without holes, and own writes that are on their way. */
export type Timeline = {
  items: readonly TimelineItem[]
  /** `loading`: nothing to show yet. `failed`: nothing to show and the server did not answer or refused. */
  status: 'loading' | 'ready' | 'failed'
  problem: Refusal | 'unreachable' | null
  /** The window reaches the conversation's first event, and its newest. */
  atStart: boolean
  atNewest: boolean
  /** It moves along with the newest, even while that is being fetched; not while an older part is read. */
  following: boolean
  loadingOlder: boolean
  loadingNewer: boolean
  /** Where the unread line stands: the read marker when the conversation was opened. */
  unreadAfter: Seq | null
  /** In a direct conversation how far the other person has read. */
  peerRead: Seq | null
}

export type TimelineItem = {
  /** Stable while a message goes from pending to sent: fit for a list key. */
  key: string
  event: TimelineEvent
  state: 'pending' | 'sent' | 'failed'
  /** Pending, and handed to the server at least once: it may be there already, and is not called back. */
  tried: boolean
  /** Why the server refused it. */
  problem: Refusal | null
  /** A change of this message (edit, deletion, reaction) is on its way. */
  changing: boolean
  /** A change that the server refused: for `retry` and `discard` by its `cid`; `text` of an edit. */
  failedChange?: FailedChange | null
}

export type FailedChange = {
  cid: IdempotencyKey
  kind: 'edit' | 'delete' | 'react'
  text: string | null
  problem: Refusal
}

/** An event of the log, or an own message that has no place in it yet (`seq` 0). */
export type TimelineEvent = AnyEvent

export interface AccountActions {
  /**
   * @param invite what an invite’s link holds, or what its words were exchanged for
   * Where somebody has to let the person in, the connection's phase says `admission` until it was decided.
   */
  register(name: string, password: string, invite?: string): Promise<Account>
  signIn(name: string, password: string): Promise<Account>
  /** Signs this device out and forgets what it cached. Unsent messages are lost: ask first. */
  signOut(): Promise<void>
  changePassword(current: string, next: string): Promise<void>
  updateProfile(change: { displayName?: string; colour?: number | null }): Promise<User>
  setPicture(image: Blob): Promise<User>
  removePicture(): Promise<User>
  devices(): Promise<Session[]>
  revoke(session: SessionId): Promise<void>
}

export interface People {
  /** A profile from the cache, asked for in the background where it is missing (merged with others). */
  user(id: UserId): Signal<User | null>
  presence(id: UserId): Signal<Presence | null>
  /** Says whose presence is on screen; the sets of all callers are merged. Returns the way to stop. */
  watch(ids: readonly UserId[]): () => void
  directory(
    query: string,
    options?: { cursor?: string; limit?: number },
  ): Promise<{ people: DirectoryEntry[]; next: string | null; total: number }>
  /** Counts changes of the directory that were heard of: a list on screen asks anew. */
  readonly revision: Signal<number>
  /** Address of a picture, or null where the person has none. */
  pictureUrl(user: User): string | null
}

export interface Groups {
  browse(
    query: string,
    options?: { cursor?: string; archived?: boolean },
  ): Promise<{ groups: Group[]; next: string | null }>
  group(id: ConversationId): Promise<Group>
  create(group: {
    name: string
    purpose?: string
    visibility?: Visibility
    members?: UserId[]
  }): Promise<ConversationId>
  join(id: ConversationId): Promise<void>
  leave(id: ConversationId): Promise<void>
  update(
    id: ConversationId,
    change: { name?: string; purpose?: string; visibility?: Visibility; archived?: boolean },
  ): Promise<Group>
  members(
    id: ConversationId,
    options?: { query?: string; cursor?: string },
  ): Promise<{ members: GroupMember[]; next: string | null }>
  add(id: ConversationId, user: UserId): Promise<void>
  setRole(id: ConversationId, user: UserId, role: Role): Promise<void>
  remove(id: ConversationId, user: UserId): Promise<void>
}

/** Who may come in: for those who administer the space, but for `administrators` and `inviteOfWords`. */
export interface Admission {
  setPolicy(registration: Registration): Promise<void>
  /** Newest first. */
  invites(): Promise<Invite[]>
  /** The secret, words and links are told this once. */
  createInvite(wish: {
    note?: string
    /** Null: as often as one likes. */
    uses?: number | null
    /** Null: until it is revoked. */
    days?: number | null
    words?: boolean
  }): Promise<MadeInvite>
  revokeInvite(id: InviteId): Promise<void>
  /** In the order in which they came. */
  waiting(): Promise<WaitingPerson[]>
  approve(user: UserId): Promise<void>
  refuse(user: UserId): Promise<void>
  administrators(): Promise<User[]>
  setAdministrator(user: UserId, on: boolean): Promise<User>
  /**
   * What to register with, for an invite's words as `readWords` understood them. Neither side shows them.
   * @param fingerprint of the certificate that is really seen; empty where that cannot be told
   */
  inviteOfWords(words: string, fingerprint: string): Promise<string>
}

/** The server did not answer: the network, or the server itself, is away. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'
}
