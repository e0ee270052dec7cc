import type { DatabaseSync } from 'node:sqlite'
import type { Event, EventOf, Seq, UserId } from '../../../protocol/index.ts'
import { foldText } from '../fold-text.ts'
import { roleRank } from '../members-order.ts'
import { nameWords } from '../name-words.ts'
import type { SqliteIdentities } from './sqlite-identities.ts'
import { prepare, type Statement } from './sqlite-statement.ts'
import type { SqliteWriteCache, WrittenConversation } from './sqlite-write-cache.ts'

/** Makes of structural events what a group is now and who is in it. */
export class SqliteGroups {
  readonly #cache: SqliteWriteCache
  readonly #identities: SqliteIdentities
  readonly #structure: Statement<never>
  readonly #facts: Statement<never>
  readonly #title: Statement<never>
  readonly #forgetWords: Statement<never>
  readonly #word: Statement<never>
  readonly #purpose: Statement<never>
  readonly #visibility: Statement<never>
  readonly #archived: Statement<never>
  readonly #join: Statement<never>
  readonly #leave: Statement<never>
  readonly #role: Statement<never>
  readonly #count: Statement<never>
  readonly #isIn: Statement<{ groups: number }>

  constructor(db: DatabaseSync, cache: SqliteWriteCache, identities: SqliteIdentities) {
    this.#cache = cache
    this.#identities = identities
    const set = (columns: string) => prepare(db, `UPDATE conversation SET ${columns} WHERE id = ?`)
    this.#structure = set('structure = ?')
    this.#facts = set('purpose = ?, is_public = ?')
    this.#title = set('title = ?, sort_key = ?')
    this.#purpose = set('purpose = ?')
    this.#visibility = set('is_public = ?')
    this.#archived = set('archived_at = ?')
    this.#count = set('member_count = member_count + ?')
    this.#forgetWords = prepare(db, 'DELETE FROM group_word WHERE conversation = ?')
    this.#word = prepare(db, 'INSERT INTO group_word (word, conversation) VALUES (?, ?)')
    this.#join = prepare(db, 'INSERT INTO member VALUES (?, ?, ?, ?, ?, ?, ?)')
    this.#leave = prepare(db, 'DELETE FROM member WHERE conversation = ? AND user = ?')
    this.#isIn = prepare(
      db,
      `SELECT count(*) AS groups FROM member JOIN conversation ON id = conversation
       WHERE user = ? AND is_group = 1`,
    )
    this.#role = prepare(db, 'UPDATE member SET role = ? WHERE conversation = ? AND user = ?')
  }

  /** In how many groups somebody is. */
  countOf(user: UserId): number {
    const identity = this.#identities.find(user)
    return identity === null ? 0 : this.#isIn.get(identity)!.groups
  }

  setStructure(conversation: WrittenConversation, seq: Seq): void {
    conversation.structure = seq
    this.#structure.run(seq, conversation.id)
  }

  project(conversation: WrittenConversation, event: Event): void {
    const { id } = conversation
    switch (event.kind) {
      case 'create':
        this.#facts.run(event.purpose, event.visibility === 'public' ? 1 : 0, id)
        return this.#name(id, event.name)
      case 'rename':
        return this.#name(id, event.name)
      case 'describe':
        this.#purpose.run(event.purpose, id)
        return
      case 'visibility':
        this.#visibility.run(event.visibility === 'public' ? 1 : 0, id)
        return
      case 'archive':
      case 'restore':
        conversation.archived = event.kind === 'archive'
        this.#archived.run(conversation.archived ? event.at : null, id)
        return
      case 'join':
        return this.#joined(conversation, event)
      case 'leave':
        return this.#left(conversation, event)
      case 'role':
        this.#setRole(id, event)
        return
      default:
        return
    }
  }

  #name(id: number, name: string): void {
    this.#title.run(name, foldText(name), id)
    this.#forgetWords.run(id)
    for (const word of nameWords(name)) this.#word.run(word, id)
  }

  #joined(conversation: WrittenConversation, event: EventOf<'join'>): void {
    const { seq, at, messages, user, role } = event
    const known = this.#cache.member(conversation, user)
    if (known) {
      this.#setRole(conversation.id, event)
      return this.#cache.moveMarker(conversation, known, seq, messages)
    }
    const identity = this.#identities.make(user)
    this.#join.run(conversation.id, identity, roleRank(role), at, seq, seq, messages)
    this.#count.run(1, conversation.id)
    conversation.members.set(user, { identity, read: seq, readMessages: messages, moved: false })
  }

  #left(conversation: WrittenConversation, { user }: EventOf<'leave'>): void {
    const known = this.#cache.member(conversation, user)
    if (!known) return
    // A marker that moved in this write belongs to the membership that ends.
    this.#cache.writeMarkers()
    this.#leave.run(conversation.id, known.identity)
    this.#count.run(-1, conversation.id)
    conversation.members.set(user, null)
  }

  #setRole(id: number, { user, role }: EventOf<'join' | 'role'>): void {
    const identity = this.#identities.find(user)
    if (identity !== null) this.#role.run(roleRank(role), id, identity)
  }
}
