import type { DatabaseSync } from 'node:sqlite'
import type {
  Conversation,
  ConversationId,
  Event,
  Group,
  Member,
  Role,
  Seq,
  UserId,
} from '../../../protocol/index.ts'
import type { StoredGroup } from '../storage.ts'
import { EVENT_COLUMNS, eventOf, MESSAGE, type EventRow } from './sqlite-event-row.ts'
import type { SqliteIdentities } from './sqlite-identities.ts'
import { prepare, type Statement } from './sqlite-statement.ts'
import { TwoGenerations } from './two-generations.ts'

export const ROLES: readonly Role[] = ['owner', 'admin', 'member']

export type GroupRow = {
  name: ConversationId
  title: string
  purpose: string
  is_public: number
  archived_at: number | null
  created_at: number
  member_count: number
  role: number | null
}
export const GROUP_COLUMNS =
  'c.name, c.title, c.purpose, c.is_public, c.archived_at, c.created_at, c.member_count'

type SeenRow = GroupRow & {
  id: number
  is_group: number
  user: number
  joined_at: number
  read: Seq
  read_messages: number
}
const SEEN = `
  SELECT c.id, c.is_group, ${GROUP_COLUMNS}, m.user, m.role, m.joined_at, m.read, m.read_messages
  FROM member m JOIN conversation c ON c.id = m.conversation WHERE m.user = ?`

/** Reads what conversations are now and how their members see them. */
export class SqliteConversationReader {
  readonly #identities: SqliteIdentities
  readonly #ids = new TwoGenerations<ConversationId, number>(20_000)
  readonly #id: Statement<{ id: number }>
  readonly #group: Statement<GroupRow & { structure: Seq }>
  readonly #member: Statement<{ role: number; joined_at: number }>
  readonly #seen: Statement<SeenRow>
  readonly #allSeen: Statement<SeenRow>
  readonly #head: Statement<EventRow & { newest_message: Seq | null }>
  readonly #event: Statement<EventRow>
  readonly #peerRead: Statement<{ read: Seq }>

  constructor(db: DatabaseSync, identities: SqliteIdentities) {
    this.#identities = identities
    this.#id = prepare(db, 'SELECT id FROM conversation WHERE name = ?')
    this.#group = prepare(
      db,
      `SELECT ${GROUP_COLUMNS}, structure, NULL AS role FROM conversation c
       WHERE name = ? AND is_group = 1`,
    )
    this.#member = prepare(
      db,
      'SELECT role, joined_at FROM member WHERE conversation = ? AND user = ?',
    )
    this.#seen = prepare(db, `${SEEN} AND m.conversation = ?`)
    this.#allSeen = prepare(db, SEEN)
    this.#head = prepare(
      db,
      `SELECT ${EVENT_COLUMNS}, newest_message FROM event
       WHERE conversation = ? ORDER BY seq DESC LIMIT 1`,
    )
    this.#event = prepare(
      db,
      `SELECT ${EVENT_COLUMNS} FROM event WHERE conversation = ? AND seq = ?`,
    )
    this.#peerRead = prepare(db, 'SELECT read FROM member WHERE conversation = ? AND user <> ?')
  }

  /** The number that stands for a conversation in rows; it never changes. */
  find(name: ConversationId): number | null {
    const known = this.#ids.get(name)
    if (known !== undefined) return known
    const row = this.#id.get(name)
    if (row) this.#ids.set(name, row.id)
    this.#ids.age()
    return row?.id ?? null
  }

  group(name: ConversationId): StoredGroup | null {
    const row = this.#group.get(name)
    if (!row) return null
    const { role: _role, ...group } = groupOf(row)
    return { ...group, structure: row.structure }
  }

  membership(name: ConversationId, user: UserId): Member | null {
    const conversation = this.find(name)
    const identity = this.#identities.find(user)
    if (conversation === null || identity === null) return null
    const row = this.#member.get(conversation, identity)
    return row ? { user, role: ROLES[row.role]!, joinedAt: row.joined_at } : null
  }

  seenBy(name: ConversationId, user: UserId): Conversation | null {
    return this.ofUser(user, [name])[0] ?? null
  }

  /** The conversations of a person, or those of them that are named. */
  ofUser(user: UserId, names: readonly ConversationId[] | null): Conversation[] {
    const identity = this.#identities.find(user)
    if (identity === null) return []
    const rows = names
      ? names.flatMap((name) => this.#seen.get(identity, this.find(name)) ?? [])
      : this.#allSeen.all(identity)
    return rows.map((row) => this.#conversationOf(row))
  }

  #conversationOf(row: SeenRow): Conversation {
    const head = this.#head.get(row.id)
    const isGroup = row.is_group === 1
    return {
      id: row.name,
      kind: isGroup ? 'group' : 'direct',
      group: isGroup ? groupOf(row) : null,
      head: head?.seq ?? 0,
      headMessages: head?.messages ?? 0,
      read: row.read,
      readMessages: row.read_messages,
      peerRead: isGroup ? null : (this.#peerRead.get(row.id, row.user)?.read ?? null),
      last: head ? this.#newestMessage(row.id, head) : null,
      activeAt: Math.max(head?.at ?? 0, row.joined_at),
    }
  }

  #newestMessage(
    conversation: number,
    head: EventRow & { newest_message: Seq | null },
  ): Event | null {
    const row =
      head.kind === MESSAGE ? head : this.#event.get(conversation, head.newest_message ?? 0)
    return row ? eventOf(row, this.#identities.userOf) : null
  }
}

export function groupOf(row: GroupRow): Group {
  return {
    id: row.name,
    name: row.title,
    purpose: row.purpose,
    visibility: row.is_public ? 'public' : 'private',
    archivedAt: row.archived_at,
    createdAt: row.created_at,
    memberCount: row.member_count,
    role: row.role === null ? null : ROLES[row.role]!,
  }
}
