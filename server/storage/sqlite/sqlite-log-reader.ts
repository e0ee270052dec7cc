import type { DatabaseSync } from 'node:sqlite'
import type {
  ConversationId,
  Event,
  Positions,
  Resumed,
  Seq,
  UserId,
} from '../../../protocol/index.ts'
import { pageBounds } from '../page-bounds.ts'
import { resumeBudget } from '../resume-budget.ts'
import type { PageRange } from '../storage.ts'
import { EVENT_COLUMNS, eventOf, type EventRow } from './sqlite-event-row.ts'
import type { SqliteIdentities } from './sqlite-identities.ts'
import type { SqliteConversationReader } from './sqlite-conversation-reader.ts'
import { prepare, type Statement } from './sqlite-statement.ts'

/** Reads logs. Each call is to be made within one read transaction. */
export class SqliteLogReader {
  readonly #conversations: SqliteConversationReader
  readonly #identities: SqliteIdentities
  readonly #head: Statement<{ seq: Seq }>
  readonly #range: Statement<EventRow>

  constructor(
    db: DatabaseSync,
    conversations: SqliteConversationReader,
    identities: SqliteIdentities,
  ) {
    this.#conversations = conversations
    this.#identities = identities
    this.#head = prepare(
      db,
      'SELECT seq FROM event WHERE conversation = ? ORDER BY seq DESC LIMIT 1',
    )
    this.#range = prepare(
      db,
      `SELECT ${EVENT_COLUMNS} FROM event WHERE conversation = ? AND seq BETWEEN ? AND ? ORDER BY seq`,
    )
  }

  page(name: ConversationId, range: PageRange): { events: Event[]; head: Seq } {
    const conversation = this.#conversations.find(name)
    if (conversation === null) return { events: [], head: 0 }
    const head = this.#head.get(conversation)?.seq ?? 0
    const { first, last } = pageBounds(range, head)
    return { events: this.#events(conversation, first, last), head }
  }

  event(name: ConversationId, seq: Seq): Event | null {
    const conversation = this.#conversations.find(name)
    return conversation === null ? null : (this.#events(conversation, seq, seq)[0] ?? null)
  }

  #events(conversation: number, first: Seq, last: Seq): Event[] {
    if (first > last) return []
    const rows = this.#range.all(conversation, first, last)
    return rows.map((row) => eventOf(row, this.#identities.userOf))
  }

  resume(user: UserId, positions: Positions, only: boolean): Resumed[] {
    const asked = new Map(Object.entries(positions))
    const names = only ? [...asked.keys()] : null
    const seen = this.#conversations
      .ofUser(user, names)
      .sort((a, b) => b.activeAt - a.activeAt || (a.id < b.id ? -1 : 1))
    const resumed = resumeBudget()
    return seen.map((conversation) => {
      const { id, head } = conversation
      const position = asked.get(id)
      return resumed(conversation, position, () =>
        this.#events(this.#conversations.find(id)!, position! + 1, head),
      )
    })
  }
}
