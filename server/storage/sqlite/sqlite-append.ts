import type { DatabaseSync } from 'node:sqlite'
import type { Event, IdempotencyKey, MessageEvent, Seq, UserId } from '../../../protocol/index.ts'
import { changedMessage, reactionsFull } from '../message-state.ts'
import type { Appended, ReadMarker, RefusedWrite, Write } from '../storage.ts'
import { changesMessage, isStructural, joining, storedEvents } from '../stored-event.ts'
import {
  cellsOf,
  EVENT_COLUMNS,
  eventOf,
  MESSAGE,
  stateOf,
  type EventRow,
} from './sqlite-event-row.ts'
import { SqliteGroups } from './sqlite-groups.ts'
import type { SqliteIdentities } from './sqlite-identities.ts'
import { prepare, type Statement } from './sqlite-statement.ts'
import type { SqliteWriteCache, WrittenConversation, WrittenMember } from './sqlite-write-cache.ts'

/** A message without anything special about it, as nearly all writes are. */
export type PlainMessage = {
  conversation: string
  author: UserId
  cid: IdempotencyKey | null
  at: number
  text: string
  /** 0 where it is no reply. */
  replyTo: Seq
  needsMember: boolean
  needsOpen: boolean
  /** The direct conversation of the people whom its name tells is made if it does not exist. */
  makesDirect: boolean
}
/** Where a plain message was put. */
export type PlainPlace = { seq: Seq; messages: number }

type OriginalRow = EventRow & {
  id: number
  conversation: number
  name: string
  span: number | null
}
const COLUMNS = EVENT_COLUMNS.split(', ')
  .map((column) => `event.${column}`)
  .join(', ')

/** Stores writes within the transaction that is open, each checked before it changes anything. */
export class SqliteAppend {
  readonly #cache: SqliteWriteCache
  readonly #identities: SqliteIdentities
  readonly #groups: SqliteGroups
  readonly #insertPlain: Statement<never>
  readonly #insert: Statement<never>
  readonly #original: Statement<OriginalRow>
  readonly #following: Statement<EventRow>
  readonly #target: Statement<EventRow & { id: number }>
  readonly #change: Statement<never>
  readonly #scrubEdits: Statement<never>
  readonly #messagesAt: Statement<{ messages: number }>

  constructor(db: DatabaseSync, cache: SqliteWriteCache, identities: SqliteIdentities) {
    this.#cache = cache
    this.#identities = identities
    this.#groups = new SqliteGroups(db, cache, identities)
    const once = 'ON CONFLICT (cid, author) WHERE cid IS NOT NULL DO NOTHING'
    this.#insertPlain = prepare(
      db,
      `INSERT INTO event (conversation, seq, kind, author, at, messages, cid, ref, text)
       VALUES (?, ?, ${MESSAGE}, ?, ?, ?, ?, ?, ?) ${once}`,
    )
    this.#insert = prepare(
      db,
      `INSERT INTO event (conversation, seq, kind, author, at, messages, cid, ref, text, detail, newest_message, span)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ${once}`,
    )
    this.#original = prepare(
      db,
      `SELECT ${COLUMNS}, event.id, conversation, span, name FROM event
       JOIN conversation ON conversation.id = conversation WHERE cid = ? AND author = ?`,
    )
    this.#following = prepare(
      db,
      `SELECT ${COLUMNS} FROM event WHERE conversation = ? AND seq BETWEEN ? AND ? ORDER BY seq`,
    )
    this.#target = prepare(
      db,
      `SELECT id, ${EVENT_COLUMNS} FROM event
       WHERE conversation = ? AND seq = ? AND kind = ${MESSAGE} AND text IS NOT NULL`,
    )
    this.#change = prepare(db, 'UPDATE event SET text = ?, state = ? WHERE id = ?')
    this.#scrubEdits = prepare(
      db,
      'UPDATE event SET text = NULL WHERE conversation = ? AND ref = ? AND kind = 1',
    )
    this.#messagesAt = prepare(db, 'SELECT messages FROM event WHERE conversation = ? AND seq = ?')
  }

  /** Stores a message; else says what came of it: a refusal, or the original of a repeat. */
  plain(message: PlainMessage): PlainPlace | Appended {
    const { author, cid } = message
    const conversation = this.#cache.conversation(message.conversation)
    if (!conversation && message.makesDirect) return this.#firstPlain(message)
    const member = conversation && this.#cache.member(conversation, author)
    const refused = refusedPlain(message, conversation, member)
    if (refused !== null) return this.#repeat(author, cid) ?? { refused }
    const { id, head, messages } = conversation!
    const place = { seq: head + 1, messages: messages + 1 }
    const { changes } = this.#insertPlain.run(
      id,
      place.seq,
      member?.identity ?? this.#identities.make(author),
      message.at,
      place.messages,
      cid,
      message.replyTo || null,
      message.text,
    )
    if (changes === 0) return this.#repeat(author, cid)!
    conversation!.head = conversation!.newestMessage = place.seq
    conversation!.messages = place.messages
    if (member) this.#cache.moveMarker(conversation!, member, place.seq, place.messages)
    return place
  }

  /** A repeat of what was written elsewhere makes no conversation. */
  #firstPlain(message: PlainMessage): PlainPlace | Appended {
    const { at, author, cid, conversation } = message
    const original = this.#repeat(author, cid)
    if (original) return original
    const people = conversation.split('.') as [UserId, UserId]
    this.#cache.make(conversation, { kind: 'direct', people }, at)
    return this.plain(message)
  }

  write(write: Write): Appended {
    const original = this.#repeat(write.author, write.cid)
    if (original) return original
    const found = this.#cache.conversation(write.conversation)
    if (!found && !write.create) return { refused: 'not_found' }
    const refused =
      (found ? this.#refusal(found, write) : refusedAtMaking(write)) ??
      this.#refusedJoining(found, write)
    if (refused) return { refused }
    const conversation = found ?? this.#cache.make(write.conversation, write.create!, write.at)
    return {
      conversation: write.conversation,
      events: this.#store(conversation, write),
      repeated: false,
    }
  }

  #store(conversation: WrittenConversation, write: Write): Event[] {
    const { head, messages } = conversation
    const events = storedEvents(write, { seq: head + 1, messages })
    if (events.some(isStructural)) this.#cache.writeMarkers()
    const author = this.#identities.make(write.author)
    for (const event of events) {
      const span = event === events[0] && events.length > 1 ? events.length : null
      this.#insertEvent(conversation, author, event, span)
      if (changesMessage(event)) this.#changeMessage(conversation, event)
      else if (isStructural(event)) this.#groups.project(conversation, event)
    }
    const last = events.at(-1)!
    const structural = events.findLast(isStructural)
    if (structural) this.#groups.setStructure(conversation, structural.seq)
    const member = this.#cache.member(conversation, write.author)
    if (member) this.#cache.moveMarker(conversation, member, last.seq, last.messages)
    return events
  }

  #insertEvent(
    conversation: WrittenConversation,
    author: number,
    event: Event,
    span: number | null,
  ): void {
    const { kind, ref, text, detail } = cellsOf(event)
    const newest = kind === MESSAGE ? null : conversation.newestMessage
    this.#insert.run(
      conversation.id,
      event.seq,
      kind,
      author,
      event.at,
      event.messages,
      event.cid ?? null,
      ref,
      text,
      detail,
      newest,
      span,
    )
    conversation.head = event.seq
    conversation.messages = event.messages
    if (kind === MESSAGE) conversation.newestMessage = event.seq
  }

  #changeMessage(
    conversation: WrittenConversation,
    event: Extract<Event, { kind: 'edit' | 'delete' | 'react' }>,
  ): void {
    const row = this.#target.get(conversation.id, event.target)!
    const changed = changedMessage(this.#messageOf(row), event)
    this.#change.run(changed.text, stateOf(changed), row.id)
    if (event.kind === 'delete') this.#scrubEdits.run(conversation.id, event.target)
  }

  #messageOf(row: EventRow): MessageEvent {
    return eventOf(row, this.#identities.userOf) as MessageEvent
  }

  #refusal(conversation: WrittenConversation, write: Write): RefusedWrite | null {
    const { member, open, structure, target } = write.require ?? {}
    if (member && !this.#cache.member(conversation, write.author)) return 'not_member'
    if (open && conversation.archived) return 'archived'
    if (structure !== undefined && conversation.structure > structure) return 'changed'
    if (target) {
      const row = this.#target.get(conversation.id, target.seq)
      if (!row) return 'no_target'
      if (target.author !== undefined && target.author !== this.#identities.userOf(row.author))
        return 'not_author'
    }
    return this.#changeRefused(conversation, write)
  }

  #refusedJoining(found: WrittenConversation | null, write: Write): RefusedWrite | null {
    const { groupsBelow = Infinity } = write.require ?? {}
    if (groupsBelow === Infinity) return null
    const newcomers = joining(write.events).filter((u) => !found || !this.#cache.member(found, u))
    const isFull = newcomers.some((user) => this.#groups.countOf(user) >= groupsBelow)
    return isFull ? 'too_many_groups' : null
  }

  #changeRefused(conversation: WrittenConversation, write: Write): RefusedWrite | null {
    const change = write.events.find(changesMessage)
    if (!change) return null
    const row = this.#target.get(conversation.id, change.target)
    if (!row) return 'no_target'
    if (change.kind !== 'react' || !change.on) return null
    return reactionsFull(this.#messageOf(row), change.emoji) ? 'too_many_reactions' : null
  }

  /** The original of a write that was stored already, or null. */
  #repeat(author: UserId, cid: IdempotencyKey | null): Appended | null {
    const identity = cid === null ? null : this.#identities.find(author)
    const row = identity === null ? undefined : this.#original.get(cid, identity)
    if (!row) return null
    const last = row.seq + (row.span ?? 1) - 1
    const rows = this.#following.all(row.conversation, row.seq, last)
    const events = rows.map((one) => eventOf(one, this.#identities.userOf))
    return { conversation: row.name, events, repeated: true }
  }

  markRead(user: UserId, name: string, seq: Seq): ReadMarker | null {
    const conversation = this.#cache.conversation(name)
    const member = conversation && this.#cache.member(conversation, user)
    if (!conversation || !member) return null
    const read = Math.min(seq, conversation.head)
    const moved = read > member.read
    if (moved)
      this.#cache.moveMarker(conversation, member, read, this.#messagesUpTo(conversation, read))
    return { read: member.read, readMessages: member.readMessages, moved }
  }

  #messagesUpTo(conversation: WrittenConversation, seq: Seq): number {
    if (seq === conversation.head) return conversation.messages
    return this.#messagesAt.get(conversation.id, seq)?.messages ?? 0
  }
}

function refusedPlain(
  { needsMember, needsOpen }: PlainMessage,
  conversation: WrittenConversation | null,
  member: WrittenMember | null,
): RefusedWrite | null {
  if (!conversation) return 'not_found'
  if (needsMember && !member) return 'not_member'
  return needsOpen && conversation.archived ? 'archived' : null
}

/** What a requirement says of a conversation that is yet to be made. */
function refusedAtMaking({ author, create, require, events }: Write): RefusedWrite | null {
  const people: readonly UserId[] = create?.kind === 'direct' ? create.people : []
  if (require?.member && !people.includes(author)) return 'not_member'
  return require?.target || events.some(changesMessage) ? 'no_target' : null
}
