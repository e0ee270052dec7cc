import type { DatabaseSync } from 'node:sqlite'
import type { ConversationId, Group, Member, User, UserId } from '../../../protocol/index.ts'
import { decodeNumberCursor, decodeTextCursor, encodeTextCursor } from '../cursor.ts'
import { searchWords } from '../search-words.ts'
import type { ListOptions, Page } from '../storage.ts'
import {
  GROUP_COLUMNS,
  groupOf,
  ROLES,
  type GroupRow,
  type SqliteConversationReader,
} from './sqlite-conversation-reader.ts'
import type { SqliteIdentities } from './sqlite-identities.ts'
import { PERSON_COLUMNS, REMOVED, userOf, type PersonRow } from './sqlite-person-row.ts'
import { prepare, preparedByCount, type Statement } from './sqlite-statement.ts'

type MemberRow = { user: UserId; role: number; joined_at: number; joined_seq: number }

/** Sorts after every word that begins alike. */
const HIGHEST = '\u{10ffff}'

/** A condition for each word of a query: that some word of the row's names begins with it. */
function holdsWords(column: string, table: string, owner: string) {
  const one = `${column} IN (SELECT ${owner} FROM ${table} WHERE word >= ? AND word < ?)`
  return (count: number) => ` AND ${one}`.repeat(count)
}

/** The ranges that such conditions take; null where the query names nothing, so that nothing matches. */
function wordRanges(query: string | undefined): string[] | null {
  if (!query) return []
  const words = searchWords(query)
  return words.length === 0 ? null : words.flatMap((word) => [word, word + HIGHEST])
}

/** Reads the lists that come in pages: members, groups, people. */
export class SqliteListReader {
  readonly #conversations: SqliteConversationReader
  readonly #identities: SqliteIdentities
  readonly #members: (words: number) => Statement<MemberRow>
  readonly #groups: (words: number) => Statement<GroupRow & { sort_key: string }>
  readonly #people: (words: number) => Statement<PersonRow & { sort_key: string }>
  readonly #peopleCount: (words: number) => Statement<{ count: number }>
  readonly #revision: Statement<{ revision: number }>

  constructor(
    db: DatabaseSync,
    conversations: SqliteConversationReader,
    identities: SqliteIdentities,
  ) {
    this.#conversations = conversations
    this.#identities = identities
    const named = holdsWords('i.user', 'person_word w JOIN person p ON p.id = w.person', 'p.user')
    this.#members = preparedByCount(
      db,
      (words) => `
        SELECT i.user, m.role, m.joined_at, m.joined_seq FROM member m
        JOIN identity i ON i.id = m.user
        WHERE m.conversation = ? AND (m.role, m.joined_seq) > (?, ?) ${named(words)}
        ORDER BY m.role, m.joined_seq LIMIT ?`,
    )
    this.#groups = preparedByCount(db, groupsSql)
    const found = holdsWords('id', 'person_word', 'person')
    this.#people = preparedByCount(
      db,
      (words) => `
        SELECT ${PERSON_COLUMNS}, sort_key FROM person
        WHERE (sort_key, user) > (?, ?) AND standing <> ${REMOVED} ${found(words)} ORDER BY sort_key, user LIMIT ?`,
    )
    this.#peopleCount = preparedByCount(
      db,
      (words) =>
        `SELECT count(*) AS count FROM person WHERE standing <> ${REMOVED} ${found(words)}`,
    )
    this.#revision = prepare(db, 'SELECT revision FROM space')
  }

  members(name: ConversationId, options: ListOptions): Page<Member> {
    const { limit } = options
    const conversation = this.#conversations.find(name)
    const words = wordRanges(options.query)
    if (conversation === null || words === null) return { items: [], next: null }
    const [rank = -1, joinedSeq = 0] = decodeNumberCursor(options.cursor, 2) ?? []
    const statement = this.#members(words.length / 2)
    const rows = statement.all(conversation, rank, joinedSeq, ...words, limit + 1)
    return paged(
      rows,
      limit,
      (row) => ({ user: row.user, role: ROLES[row.role]!, joinedAt: row.joined_at }),
      (last) => `${last.role}.${last.joined_seq}`,
    )
  }

  visibleGroups(user: UserId, options: ListOptions & { archived: boolean }): Page<Group> {
    const { limit, archived } = options
    const words = wordRanges(options.query)
    if (words === null) return { items: [], next: null }
    const me = this.#identities.find(user) ?? 0
    const { key, id } = decodeTextCursor(options.cursor) ?? { key: '', id: '' }
    const own = [me, archived ? 1 : 0, key, id, ...words, limit + 1]
    const rows = this.#groups(words.length / 2).all(...own, ...own, limit + 1)
    return paged(rows, limit, groupOf, (last) =>
      encodeTextCursor({ key: last.sort_key, id: last.name }),
    )
  }

  directory(options: ListOptions): Page<User> & { total: number; revision: number } {
    const { limit } = options
    const { revision } = this.#revision.get()!
    const words = wordRanges(options.query)
    if (words === null) return { items: [], next: null, total: 0, revision }
    const { key, id } = decodeTextCursor(options.cursor) ?? { key: '', id: '' }
    const count = words.length / 2
    const rows = this.#people(count).all(key, id, ...words, limit + 1)
    const page = paged(rows, limit, userOf, (last) =>
      encodeTextCursor({ key: last.sort_key, id: last.user }),
    )
    return { ...page, total: this.#peopleCount(count).get(...words)!.count, revision }
  }
}

/** Public groups, and private ones of the person, each by an index of its own. */
function groupsSql(words: number): string {
  const named = holdsWords('c.id', 'group_word', 'conversation')(words)
  const page = `
    AND (c.archived_at IS NOT NULL) = ? AND (c.sort_key, c.name) > (?, ?) ${named}
    ORDER BY c.sort_key, c.name LIMIT ?`
  return `
    SELECT * FROM (
      SELECT ${GROUP_COLUMNS}, m.role, c.sort_key FROM conversation c
      LEFT JOIN member m ON m.conversation = c.id AND m.user = ? WHERE c.is_public = 1 ${page})
    UNION ALL
    SELECT * FROM (
      SELECT ${GROUP_COLUMNS}, m.role, c.sort_key FROM member m
      JOIN conversation c ON c.id = m.conversation
      WHERE m.user = ? AND c.is_group = 1 AND c.is_public = 0 ${page})
    ORDER BY sort_key, name LIMIT ?`
}

/** A page of rows that were read with one more than the limit, to know whether there are others. */
function paged<Row, Item>(
  rows: Row[],
  limit: number,
  itemOf: (row: Row) => Item,
  cursorOf: (last: Row) => string,
): Page<Item> {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map(itemOf),
    next: last !== undefined && rows.length > limit ? cursorOf(last) : null,
  }
}
