import type { DatabaseSync } from 'node:sqlite'
import type {
  InviteId,
  Registration,
  SessionId,
  Timestamp,
  User,
  UserId,
} from '../../../protocol/index.ts'
import {
  inviteProblem,
  type Entry,
  type NewInvite,
  type Registered,
  type StoredInvite,
} from '../admission-store.ts'
import { storablePerson } from '../storable-profile.ts'
import type { NewPerson } from '../storage.ts'
import { storableText } from '../stored-event.ts'
import { INVITE_COLUMNS, inviteIsOver, inviteOf, type InviteRow } from './sqlite-invite-row.ts'
import type { SqlitePeopleWriter } from './sqlite-people-writer.ts'
import type { SqliteSessionsWriter } from './sqlite-sessions-writer.ts'
import { prepare, type Statement } from './sqlite-statement.ts'

type WaitingRow = {
  user: UserId
  name: string
  folded_name: string
  password_hash: string
  created_at: number
}

/** Writes who comes in, and how. */
export class SqliteAdmissionWriter {
  readonly #people: SqlitePeopleWriter
  readonly #sessions: SqliteSessionsWriter
  readonly #setPolicy: Statement<never>
  readonly #invite: Statement<InviteRow>
  readonly #use: Statement<never>
  readonly #insertInvite: Statement<never>
  readonly #trimInvites: Statement<never>
  readonly #revoke: Statement<never>
  readonly #isWaitingName: Statement<object>
  readonly #countWaiting: Statement<{ count: number }>
  readonly #insertWaiting: Statement<never>
  readonly #takeWaiting: Statement<WaitingRow>

  constructor(db: DatabaseSync, people: SqlitePeopleWriter, sessions: SqliteSessionsWriter) {
    this.#people = people
    this.#sessions = sessions
    this.#setPolicy = prepare(db, 'UPDATE space SET registration = ?')
    this.#invite = prepare(db, `SELECT ${INVITE_COLUMNS} FROM invite WHERE invite = ?`)
    this.#use = prepare(db, 'UPDATE invite SET uses = uses + 1 WHERE invite = ?')
    this.#insertInvite = prepare(
      db,
      `INSERT INTO invite (invite, secret_hash, note, created_by, created_at, expires_at, max_uses,
         code_key, code_until) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    this.#trimInvites = prepare(
      db,
      `DELETE FROM invite WHERE id IN (
         SELECT id FROM invite
         ORDER BY ${inviteIsOver('?1')}, id DESC
         LIMIT -1 OFFSET ?2
       )`,
    )
    this.#revoke = prepare(
      db,
      `UPDATE invite SET revoked_at = coalesce(revoked_at, ?), code_key = NULL, code_until = NULL
       WHERE invite = ?`,
    )
    this.#isWaitingName = prepare(db, 'SELECT 1 FROM waiting_person WHERE folded_name = ?')
    this.#countWaiting = prepare(db, 'SELECT count(*) AS count FROM waiting_person')
    this.#insertWaiting = prepare(
      db,
      `INSERT INTO waiting_person (user, name, folded_name, password_hash, created_at)
       VALUES (?, ?, ?, ?, ?)`,
    )
    this.#takeWaiting = prepare(db, 'DELETE FROM waiting_person WHERE user = ? RETURNING *')
  }

  setPolicy(policy: Registration): void {
    this.#setPolicy.run(policy)
  }

  create(person: NewPerson): ReturnType<SqlitePeopleWriter['create']> {
    return this.#isNameTaken(person) ? null : this.#people.create(person)
  }

  register(given: NewPerson, entry: Entry): Registered {
    const { invite, wait, at, mayBeFirst, mostWaiting } = entry
    const isFirst = !this.#people.hasAny()
    if (isFirst && !mayBeFirst) return { refused: 'host_first' }
    const person = storablePerson(given)
    const problem = invite === null ? null : this.#problemOf(invite, at)
    if (problem) return { refused: problem }
    if (this.#isNameTaken(person)) return { refused: 'name_taken' }
    if (wait && invite === null && !isFirst) return this.#wait(person, mostWaiting)
    if (invite !== null) this.#use.run(invite)
    const { user, revision } = this.#people.create(person, isFirst)!
    return { waiting: false, user, revision }
  }

  #problemOf(id: InviteId, at: Timestamp): ReturnType<typeof inviteProblem> {
    const row = this.#invite.get(id)
    return row ? inviteProblem(inviteOf(row), at) : 'invite_invalid'
  }

  #isNameTaken({ foldedName }: NewPerson): boolean {
    return this.#people.isTaken(foldedName) || this.#isWaitingName.get(foldedName) !== undefined
  }

  #wait(person: NewPerson, most: number): Registered {
    if (this.#countWaiting.get()!.count >= most) return { refused: 'too_many_waiting' }
    const { id, name, foldedName, displayName, passwordHash, createdAt } = person
    this.#insertWaiting.run(id, name, foldedName, passwordHash, createdAt)
    const user: User = { id, name, displayName, colour: null, picture: null, createdAt }
    return { waiting: true, user }
  }

  createInvite(invite: NewInvite, keep: number): StoredInvite {
    const { id, secretHash, note, createdBy, createdAt, expiresAt, maxUses, code } = invite
    this.#insertInvite.run(
      id,
      secretHash,
      storableText(note),
      createdBy,
      createdAt,
      expiresAt,
      maxUses,
      code?.key ?? null,
      code?.until ?? null,
    )
    this.#trimInvites.run(createdAt, keep)
    return inviteOf(this.#invite.get(id)!)
  }

  revokeInvite(id: InviteId, at: Timestamp): boolean {
    return this.#revoke.run(at, id).changes > 0
  }

  approve(user: UserId): { user: User; revision: number } | null {
    const [row] = this.#takeWaiting.all(user)
    if (!row) return null
    return this.#people.create({
      id: row.user,
      name: row.name,
      foldedName: row.folded_name,
      displayName: row.name,
      passwordHash: row.password_hash,
      createdAt: row.created_at,
    })
  }

  refuse(user: UserId): SessionId[] | null {
    const [row] = this.#takeWaiting.all(user)
    return row ? this.#sessions.deleteAll(user) : null
  }

  remove(user: UserId): { user: User; revision: number; ended: SessionId[] } | 'last' | null {
    const removed = this.#people.remove(user)
    if (removed === null || removed === 'last') return removed
    return { ...removed, ended: this.#sessions.deleteAll(user) }
  }
}
