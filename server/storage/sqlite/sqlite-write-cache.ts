import type { DatabaseSync } from 'node:sqlite'
import type { ConversationId, Seq, UserId } from '../../../protocol/index.ts'
import type { Write } from '../storage.ts'
import { MESSAGE } from './sqlite-event-row.ts'
import type { SqliteIdentities } from './sqlite-identities.ts'
import { prepare, type Statement } from './sqlite-statement.ts'
import { TwoGenerations } from './two-generations.ts'

/** What the writer keeps of a conversation, always as it will be in the file after the commit. */
export type WrittenConversation = {
  id: number
  head: Seq
  messages: number
  newestMessage: Seq
  structure: Seq
  archived: boolean
  /** Members who wrote or read lately; null for one who is known to be none. */
  members: Map<UserId, WrittenMember | null>
}
export type WrittenMember = {
  identity: number
  read: Seq
  readMessages: number
  /** The read marker moved and is to be written before the commit. */
  moved: boolean
}

type ConversationRow = { id: number; structure: Seq; archived_at: number | null }
type HeadRow = { seq: Seq; kind: number; messages: number; newest_message: Seq | null }
type MemberRow = { read: Seq; read_messages: number }

const CACHED = 5_000

/**
 * Heads, memberships and read markers as the writer knows them: it alone writes, so that they are read
 * from the file once. Read markers are written once per commit, however often they moved in it.
 */
export class SqliteWriteCache {
  readonly #identities: SqliteIdentities
  readonly #conversations = new TwoGenerations<ConversationId, WrittenConversation>(CACHED)
  readonly #moved: { conversation: number; member: WrittenMember }[] = []
  readonly #byName: Statement<ConversationRow>
  readonly #head: Statement<HeadRow>
  readonly #member: Statement<MemberRow>
  readonly #insert: Statement<never>
  readonly #insertMember: Statement<never>
  readonly #mark: Statement<never>

  constructor(db: DatabaseSync, identities: SqliteIdentities) {
    this.#identities = identities
    this.#byName = prepare(db, 'SELECT id, structure, archived_at FROM conversation WHERE name = ?')
    this.#head = prepare(
      db,
      'SELECT seq, kind, messages, newest_message FROM event WHERE conversation = ? ORDER BY seq DESC LIMIT 1',
    )
    this.#member = prepare(
      db,
      'SELECT read, read_messages FROM member WHERE conversation = ? AND user = ?',
    )
    this.#insert = prepare(
      db,
      'INSERT INTO conversation (name, is_group, created_at, member_count) VALUES (?, ?, ?, ?)',
    )
    this.#insertMember = prepare(db, 'INSERT INTO member VALUES (?, ?, 2, ?, ?, 0, 0)')
    this.#mark = prepare(
      db,
      'UPDATE member SET read = ?, read_messages = ? WHERE conversation = ? AND user = ?',
    )
  }

  conversation(name: ConversationId): WrittenConversation | null {
    const known = this.#conversations.get(name)
    if (known) return known
    const row = this.#byName.get(name)
    if (!row) return null
    const head = this.#head.get(row.id)
    const conversation: WrittenConversation = {
      id: row.id,
      head: head?.seq ?? 0,
      messages: head?.messages ?? 0,
      newestMessage: head?.kind === MESSAGE ? head.seq : (head?.newest_message ?? 0),
      structure: row.structure,
      archived: row.archived_at !== null,
      members: new Map(),
    }
    this.#conversations.set(name, conversation)
    return conversation
  }

  make(
    name: ConversationId,
    create: NonNullable<Write['create']>,
    at: number,
  ): WrittenConversation {
    const people = create.kind === 'direct' ? [...new Set(create.people)] : []
    const isGroup = create.kind === 'group' ? 1 : 0
    const id = Number(this.#insert.run(name, isGroup, at, people.length).lastInsertRowid)
    for (const [joinedSeq, user] of people.entries())
      this.#insertMember.run(id, this.#identities.make(user), at, joinedSeq)
    return this.conversation(name)!
  }

  member(conversation: WrittenConversation, user: UserId): WrittenMember | null {
    const known = conversation.members.get(user)
    if (known !== undefined) return known
    const identity = this.#identities.find(user)
    const row = identity === null ? undefined : this.#member.get(conversation.id, identity)
    const member =
      identity !== null && row
        ? { identity, read: row.read, readMessages: row.read_messages, moved: false }
        : null
    conversation.members.set(user, member)
    return member
  }

  moveMarker(
    conversation: WrittenConversation,
    member: WrittenMember,
    read: Seq,
    messages: number,
  ): void {
    member.read = read
    member.readMessages = messages
    if (member.moved) return
    member.moved = true
    this.#moved.push({ conversation: conversation.id, member })
  }

  /** Writes what moved; to be called before a commit, and before a membership is changed otherwise. */
  writeMarkers(): void {
    for (const { conversation, member } of this.#moved) {
      member.moved = false
      this.#mark.run(member.read, member.readMessages, conversation, member.identity)
    }
    this.#moved.length = 0
  }

  /** After a commit: lets go of what was not used for long. */
  age(): void {
    this.#conversations.age()
  }

  /** After a rollback: what is in the file is asked anew. */
  forget(): void {
    this.#moved.length = 0
    this.#conversations.clear()
    this.#identities.forget()
  }
}
