import type {
  Conversation,
  ConversationId,
  Epoch,
  Event,
  Group,
  IdempotencyKey,
  Member,
  Positions,
  Resumed,
  SearchHit,
  Seq,
  SessionId,
  Timestamp,
  User,
  UserId,
  Visibility,
} from '../../protocol/index.ts'
import type { AdmissionStore } from './admission-store.ts'

export * from './admission-store.ts'

/**
 * The storage port: everything that a space keeps. Implementations pass the suite in
 * `storage.contract.ts`. All methods reject with `StorageFull` where there is no room, and with
 * `StorageFailed` where the store cannot be read or written; nothing is half done then.
 */
export interface Storage {
  /** Random identity of this database, made with it; a copy is given another. */
  readonly epoch: Epoch
  readonly log: EventLog
  readonly conversations: ConversationStore
  readonly people: PeopleStore
  readonly sessions: SessionStore
  readonly admission: AdmissionStore
  readonly upkeep: Upkeep
}

/** The append-only logs. Appends and moves of read markers take effect in the order of their calls. */
export interface EventLog {
  /**
   * Stores a write's events with the next seqs of its conversation, all or none, together with what
   * follows from them (memberships, group facts, the present state of changed messages, the author's
   * own read marker). Resolves once durable. What arrives while a commit runs goes into the next one.
   * A repeat of the author's `cid` stores nothing, whatever it holds, and answers with the original
   * events in their present state.
   */
  append(write: Write): Promise<Appended>

  /**
   * Calls `listener` after each commit with what it stored, one item per conversation, seqs ascending;
   * before the promises of the appends resolve. Repeats are not told again. Returns the way to stop.
   */
  onCommitted(listener: (committed: readonly Committed[]) => void): () => void

  /** A page of a conversation in its present state, ascending; empty where it does not exist. */
  page(conversation: ConversationId, range: PageRange): Promise<{ events: Event[]; head: Seq }>

  /** One event in its present state. */
  event(conversation: ConversationId, seq: Seq): Promise<Event | null>

  /**
   * All conversations of a person, each with what follows the position given for it as `protocol`'s
   * `resumed` says, read from one snapshot. With `only`, just those that `positions` names.
   */
  resume(user: UserId, positions: Positions, options?: { only?: boolean }): Promise<Resumed[]>

  /** Moves a member's read marker up to `seq` (at most the head), never down. Null for an outsider. */
  markRead(user: UserId, conversation: ConversationId, seq: Seq): Promise<ReadMarker | null>

  /**
   * Messages of the person's conversations that hold all words of `query` (the last one as a prefix,
   * case and accents folded), newest first; none deleted. `query` is plain text, never syntax.
   */
  search(user: UserId, query: string, options: SearchOptions): Promise<Page<SearchHit>>
}

export type Write = {
  conversation: ConversationId
  author: UserId
  /** Null for writes of the server's own. */
  cid: IdempotencyKey | null
  at: Timestamp
  /**
   * At least one. An edit, deletion or reaction stands alone, and needs a target that is there. Half
   * surrogate pairs and zero characters in texts become U+FFFD.
   */
  events: readonly NewEvent[]
  /**
   * Made in the same transaction if it does not exist; without it, an unknown conversation refuses. Both
   * people of a direct conversation are members from its making; those of a group by their join events.
   */
  create?: { kind: 'direct'; people: readonly [UserId, UserId] } | { kind: 'group' }
  require?: Requirement
}

/**
 * What follows from events, besides groups and memberships: an edit changes the text of its message, a
 * deletion takes text, reactions and `editedAt` from it and the texts from its edits, a reaction adds or
 * removes its author once. A write moves its author's read marker to its last event, and a join that of
 * who joined to the join: what was said before is read.
 */

/** An event before storage gave it its place. */
export type NewEvent = Event extends infer E
  ? E extends Event
    ? Omit<
        E,
        | 'seq'
        | 'at'
        | 'author'
        | 'cid'
        | 'messages'
        | 'editedAt'
        | 'deletedBy'
        | 'reactions'
        | 'rev'
      >
    : never
  : never

/** What must hold in the transaction that stores a write; else it is refused and nothing is stored. */
export type Requirement = {
  /** The author is a member: else `not_member`. */
  member?: true
  /** The group is not archived: else `archived`. */
  open?: true
  /** No event but messages, edits, deletions and reactions came after this seq: else `changed`. */
  structure?: Seq
  /** A message that is there and not deleted: else `no_target`; by this author: else `not_author`. */
  target?: { seq: Seq; author?: UserId }
  /** Whoever comes in by this write is in fewer groups so far, archived ones too: else `too_many_groups`. */
  groupsBelow?: number
}

export type RefusedWrite =
  | 'not_found'
  | 'not_member'
  | 'archived'
  | 'changed'
  | 'no_target'
  | 'not_author'
  | 'too_many_reactions'
  | 'too_many_groups'

/** `conversation` is where the events are: of a repeat, where the original write put them. */
export type Appended =
  | {
      conversation: ConversationId
      events: readonly Event[]
      repeated: boolean
      refused?: undefined
    }
  | { refused: RefusedWrite }

export type Committed = { conversation: ConversationId; events: readonly Event[] }

/**
 * `before` and `after` are exclusive; `around` puts that seq in the middle. Moved inwards at the ends of
 * the log, so that a page is full where enough events are there.
 */
export type PageRange = { limit: number; before?: Seq; after?: Seq; around?: Seq }
export type ReadMarker = { read: Seq; readMessages: number; moved: boolean }
export type SearchOptions = { conversation?: ConversationId; cursor?: string; limit: number }
export type Page<T> = { items: T[]; next: string | null }
export type ListOptions = { query?: string; cursor?: string; limit: number }

/** What the logs amount to now: groups and who is in them. */
export interface ConversationStore {
  /** A group's facts, with the seq of its last structural event; null for a direct or unknown id. */
  group(id: ConversationId): Promise<StoredGroup | null>
  membership(id: ConversationId, user: UserId): Promise<Member | null>
  /** Owner first, then admins, then members, each by when they joined; `query` as in the directory. */
  members(id: ConversationId, options: ListOptions): Promise<Page<Member>>
  /** One conversation as this member sees it; null for an outsider. */
  seenBy(id: ConversationId, user: UserId): Promise<Conversation | null>
  /**
   * Groups that the person may see: public ones and their own, by folded name; those that are archived,
   * or those that are not. `query` matches beginnings of the name's words.
   */
  visibleGroups(user: UserId, options: ListOptions & { archived: boolean }): Promise<Page<Group>>
}

export type StoredGroup = {
  id: ConversationId
  name: string
  purpose: string
  visibility: Visibility
  archivedAt: Timestamp | null
  createdAt: Timestamp
  memberCount: number
  structure: Seq
}

/**
 * Registered people. `revision` counts changes of the directory, so that clients can ask what changed.
 * Half surrogate pairs and zero characters in names become U+FFFD, as in the log.
 */
export interface PeopleStore {
  /** Lets somebody in without more ado. Null where the folded name is taken, also by one who waits. */
  create(person: NewPerson): Promise<{ user: User; revision: number } | null>
  /** Also of those who wait to be let in. */
  credentials(foldedName: string): Promise<Credentials | null>
  credentialsOf(user: UserId): Promise<Credentials | null>
  /**
   * Where the password's hash is `before` and `keep` one of the person's sessions: sets it, deletes all
   * their other sessions and answers which. Else null, and nothing is done.
   */
  changePassword(
    user: UserId,
    hash: { before: string; after: string },
    keep: SessionId,
  ): Promise<SessionId[] | null>
  byIds(ids: readonly UserId[]): Promise<User[]>
  /** Sets it whatever it was; all their sessions end, and are answered. Null for an unknown person. */
  setPassword(user: UserId, passwordHash: string): Promise<SessionId[] | null>
  /** By folded display name, then name; each word of `query` must begin a word of either. */
  directory(options: ListOptions): Promise<Page<User> & { total: number; revision: number }>
  /** The revision stays where nothing changes; null for an unknown person. */
  update(user: UserId, change: ProfileChange): Promise<UpdatedProfile | null>
  /**
   * People changed after `revision`, oldest change first, at most `limit`; `more` where there are others.
   * The answered revision is the one to ask from next time.
   */
  changedSince(
    revision: number,
    limit: number,
  ): Promise<{ users: User[]; revision: number; more: boolean }>
  /** Times only grow. */
  setSeen(seen: ReadonlyMap<UserId, Timestamp>): Promise<void>
  lastSeen(ids: readonly UserId[]): Promise<Map<UserId, Timestamp>>
  picture(key: string): Promise<Picture | null>
}

export type UpdatedProfile = { user: User; revision: number; changed: boolean }
export type NewPerson = {
  id: UserId
  name: string
  foldedName: string
  displayName: string
  passwordHash: string
  createdAt: Timestamp
}
export type Credentials = { user: UserId; passwordHash: string }
export type Picture = { key: string; type: string; bytes: Uint8Array }
export type ProfileChange = {
  displayName?: string
  colour?: number | null
  /** The old picture is deleted. */
  picture?: Picture | null
}

/** Signed-in devices. Only a token's hash is ever stored; a device's text as texts of the log are. */
export interface SessionStore {
  /** With more than `keep` sessions of that person, those unseen longest are deleted and answered. */
  create(session: NewSession, keep: number): Promise<SessionId[]>
  byTokenHash(hash: string): Promise<StoredSession | null>
  /** Last seen first. */
  of(user: UserId): Promise<StoredSession[]>
  /** False where the person has no such session. */
  delete(user: UserId, session: SessionId): Promise<boolean>
  /** Times only grow. */
  touch(seen: ReadonlyMap<SessionId, Timestamp>): Promise<void>
}

export type NewSession = {
  id: SessionId
  user: UserId
  tokenHash: string
  device: string
  createdAt: Timestamp
}
/** `waiting`: of somebody who is not in: who waits to be let in, or is no person of the space at all. */
export type StoredSession = Omit<NewSession, 'tokenHash'> & {
  lastSeenAt: Timestamp
  waiting?: true
}

export interface Upkeep {
  /**
   * A consistent copy, while writes go on. Whoever opens it first gets a new epoch: a space put back from
   * it has another future than the one it was copied from.
   * @throws StorageFailed where the file exists already
   */
  backup(file: string): Promise<void>
  /** Counts for metrics, and whether a write would succeed now. */
  health(): Promise<{ writable: boolean; bytes: number; events: number; users: number }>
  /** Waits for what was accepted, then closes. */
  close(): Promise<void>
}

export class StorageFull extends Error {
  override readonly name = 'StorageFull'
}

/** The message says what is wrong with the store and what a person can do. */
export class StorageFailed extends Error {
  override readonly name: string = 'StorageFailed'
}

/** Another process holds it, perhaps one that is just about to end: opening it may succeed later. */
export class StorageInUse extends StorageFailed {
  override readonly name = 'StorageInUse'
}
