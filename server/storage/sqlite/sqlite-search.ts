import type { DatabaseSync } from 'node:sqlite'
import type { ConversationId, SearchHit, UserId } from '../../../protocol/index.ts'
import { decodeNumberCursor } from '../cursor.ts'
import { holdsPhrase } from '../search-match.ts'
import { searchPhrases, searchWords, type SearchPhrase } from '../search-words.ts'
import type { Page, SearchOptions } from '../storage.ts'
import { EVENT_COLUMNS, eventOf, type EventRow } from './sqlite-event-row.ts'
import type { SqliteIdentities } from './sqlite-identities.ts'
import { conversationWord, type SqliteSearchIndex } from './sqlite-search-index.ts'
import { prepare, type Statement } from './sqlite-statement.ts'

/**
 * What the index finds first is sifted: a selective word is in few messages, whoever's they are. Where
 * there is more, up to so many conversations of a person are named to the index.
 */
const NAMED_CONVERSATIONS = 50
/** Of who is in more, so many finds are sifted out before they are named after all. */
const SIFTED = 2_000
/** More cannot be named in reasonable time; who is in so many finds something soon. */
const NAMEABLE_CONVERSATIONS = 1_000
const CHUNK = 100
/** A last word of so many letters is looked up by its beginning in the index; a longer one is spelt out. */
const INDEXED_PREFIX = 3
const SPELLINGS = 64

/** Who searches, and in which conversations. */
type Reader = { identity: number | null; mine: ReadonlySet<number> }
type HitRow = EventRow & { id: number; conversation: number; name: ConversationId }

/** Finds messages by their words in the index, and reads them from the log. */
export class SqliteSearch {
  readonly #index: SqliteSearchIndex
  readonly #identities: SqliteIdentities
  readonly #conversations: Statement<{ conversation: number }>
  readonly #conversation: Statement<{ conversation: number }>
  readonly #find: Statement<{ rowid: number }>
  readonly #spelling: Statement<{ term: string }>
  readonly #readable: Statement<{ id: number; conversation: number }>
  readonly #hit: Statement<HitRow>

  constructor(source: DatabaseSync, index: SqliteSearchIndex, identities: SqliteIdentities) {
    this.#index = index
    this.#identities = identities
    this.#conversations = prepare(source, 'SELECT conversation FROM member WHERE user = ?')
    this.#conversation = prepare(
      source,
      `SELECT conversation FROM member JOIN conversation c ON c.id = conversation
       WHERE user = ? AND c.name = ?`,
    )
    this.#find = prepare(
      index.db,
      'SELECT rowid FROM word WHERE word MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?',
    )
    this.#spelling = prepare(index.db, 'SELECT term FROM word_list WHERE term >= ? LIMIT 1')
    this.#readable = prepare(
      source,
      `SELECT event.id, event.conversation FROM json_each(?) AS found
       CROSS JOIN event ON event.id = found.value
       WHERE EXISTS (
         SELECT 1 FROM member m WHERE m.user = ? AND m.conversation = event.conversation
       )`,
    )
    const columns = EVENT_COLUMNS.split(', ').map((column) => `event.${column}`)
    this.#hit = prepare(
      source,
      `SELECT ${columns.join(', ')}, event.id, conversation, name FROM event
       JOIN conversation ON conversation.id = conversation WHERE event.id = ?`,
    )
  }

  search(user: UserId, query: string, options: SearchOptions): Page<SearchHit> {
    const phrases = searchPhrases(query)
    const reader = this.#readerOf(user, options.conversation)
    if (phrases.length === 0 || reader.mine.size === 0) return { items: [], next: null }
    const [before = Number.MAX_SAFE_INTEGER] = decodeNumberCursor(options.cursor, 1) ?? []
    const hits = this.#hits(phrases, reader, before, options.limit + 1)
    const page = hits.slice(0, options.limit)
    return {
      items: page.map((row) => ({
        conversation: row.name,
        event: eventOf(row, this.#identities.userOf),
      })),
      next: hits.length > options.limit ? String(page.at(-1)!.id) : null,
    }
  }

  #readerOf(user: UserId, only: ConversationId | undefined): Reader {
    const identity = this.#identities.find(user)
    const rows =
      only === undefined
        ? this.#conversations.all(identity)
        : this.#conversation.all(identity, only)
    return { identity, mine: new Set(rows.map(({ conversation }) => conversation)) }
  }

  /** The newest messages before an id that hold all phrases and are in the given conversations. */
  #hits(
    phrases: SearchPhrase[],
    { identity, mine }: Reader,
    before: number,
    limit: number,
  ): HitRow[] {
    const words = this.#matchOf(phrases)
    if (words === null) return []
    const hits: HitRow[] = []
    let named = mine.size === 1
    let match = named ? namingThem(words, mine) : words
    let sifted = 0
    for (;;) {
      // Named, nearly all that is found is a hit.
      const chunk = named ? limit : CHUNK
      const found = this.#find.all(match, before, chunk).map(({ rowid }) => rowid)
      const already = hits.length
      for (const { id, conversation } of this.#readable.all(JSON.stringify(found), identity)) {
        const row = mine.has(conversation) && this.#hit.get(id)
        if (row && holdsAll(row.text, phrases)) hits.push(row)
        if (hits.length === limit) return hits
      }
      if (found.length < chunk) return hits
      before = found.at(-1)!
      sifted += found.length - (hits.length - already)
      if (named || mine.size > NAMEABLE_CONVERSATIONS) continue
      if (mine.size > NAMED_CONVERSATIONS && sifted < SIFTED) continue
      named = true
      match = namingThem(words, mine)
    }
  }

  /** The phrases' words as the index is asked for them; null where no message can hold them all. */
  #matchOf(phrases: readonly SearchPhrase[]): string | null {
    const last = phrases.at(-1)!.words.at(-1)!
    const whole = phrases.flatMap(({ words }) => words).slice(0, -1)
    const prefix = this.#prefixMatch(last)
    if (prefix === null) return null
    return [...new Set(whole.map(quoted)), prefix].join(' AND ')
  }

  /**
   * To merge all words of a common beginning costs as much as there are messages with them. Asked for
   * one by one they cost nothing until they are needed, newest first.
   */
  #prefixMatch(start: string): string | null {
    if ([...start].length <= INDEXED_PREFIX) return `${quoted(start)} *`
    const spellings: string[] = []
    let from = start
    for (;;) {
      const term = this.#spelling.get(from)?.term
      if (term === undefined || !term.startsWith(start)) break
      if (spellings.length === SPELLINGS) return `${quoted(start)} *`
      spellings.push(quoted(term))
      from = `${term}\u0001`
    }
    return spellings.length === 0 ? null : `(${spellings.join(' OR ')})`
  }
}

/** Words hold no quotation mark, so that they need no more than a pair around them. */
function quoted(word: string): string {
  return `"${word}"`
}

function namingThem(words: string, conversations: ReadonlySet<number>): string {
  const named = [...conversations].map((conversation) => quoted(conversationWord(conversation)))
  return `(${named.join(' OR ')}) AND ${words}`
}

/** The index knows words, not their order, and may be a moment behind an edit: the text decides. */
function holdsAll(text: string | null, phrases: readonly SearchPhrase[]): boolean {
  if (text === null) return false
  const words = searchWords(text)
  return phrases.every((phrase) => holdsPhrase(words, phrase))
}
