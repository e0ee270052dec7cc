import type { DatabaseSync } from 'node:sqlite'
import type { InviteId, Registration, Timestamp, User, UserId } from '../../../protocol/index.ts'
import type { StoredCode, StoredInvite, WaitingPerson } from '../admission-store.ts'
import { INVITE_COLUMNS, inviteIsOver, inviteOf, type InviteRow } from './sqlite-invite-row.ts'
import { ADMINISTRATOR, PERSON_COLUMNS, userOf, type PersonRow } from './sqlite-person-row.ts'
import { prepare, type Statement } from './sqlite-statement.ts'

type WaitingRow = { user: UserId; name: string; created_at: number }
type CodeRow = { invite: InviteId; code_key: Uint8Array; code_until: number }

/** Reads who may come in. */
export class SqliteAdmissionReader {
  readonly #policy: Statement<{ registration: Registration | null }>
  readonly #invites: Statement<InviteRow>
  readonly #bySecret: Statement<InviteRow>
  readonly #codes: Statement<CodeRow>
  readonly #waiting: Statement<WaitingRow>
  readonly #waitingPerson: Statement<WaitingRow>
  readonly #isAdministrator: Statement<object>
  readonly #administrators: Statement<PersonRow>

  constructor(db: DatabaseSync) {
    this.#policy = prepare(db, 'SELECT registration FROM space')
    this.#invites = prepare(db, `SELECT ${INVITE_COLUMNS} FROM invite ORDER BY id DESC`)
    this.#bySecret = prepare(db, `SELECT ${INVITE_COLUMNS} FROM invite WHERE secret_hash = ?`)
    this.#codes = prepare(
      db,
      `SELECT invite, code_key, code_until FROM invite
       WHERE code_key IS NOT NULL AND code_until > ?1 AND NOT ${inviteIsOver('?1')} ORDER BY id DESC`,
    )
    const waiting = 'SELECT user, name, created_at FROM waiting_person'
    this.#waiting = prepare(db, `${waiting} ORDER BY id LIMIT ?`)
    this.#waitingPerson = prepare(db, `${waiting} WHERE user = ?`)
    this.#isAdministrator = prepare(
      db,
      `SELECT 1 FROM person WHERE user = ? AND standing = ${ADMINISTRATOR}`,
    )
    this.#administrators = prepare(
      db,
      `SELECT ${PERSON_COLUMNS} FROM person WHERE standing = ${ADMINISTRATOR} ORDER BY id`,
    )
  }

  policy(): Registration | null {
    return this.#policy.get()!.registration
  }

  invites(): StoredInvite[] {
    return this.#invites.all().map(inviteOf)
  }

  inviteBySecret(hash: string): StoredInvite | null {
    const row = this.#bySecret.get(hash)
    return row ? inviteOf(row) : null
  }

  codes(at: Timestamp): StoredCode[] {
    return this.#codes
      .all(at)
      .map(({ invite, code_key, code_until }) => ({ invite, key: code_key, until: code_until }))
  }

  waiting(limit: number): WaitingPerson[] {
    return this.#waiting.all(limit).map(waitingOf)
  }

  waitingPerson(user: UserId): WaitingPerson | null {
    const row = this.#waitingPerson.get(user)
    return row ? waitingOf(row) : null
  }

  isAdministrator(user: UserId): boolean {
    return this.#isAdministrator.get(user) !== undefined
  }

  administrators(): User[] {
    return this.#administrators.all().map(userOf)
  }
}

function waitingOf({ user: id, name, created_at: since }: WaitingRow): WaitingPerson {
  const user: User = { id, name, displayName: name, colour: null, picture: null, createdAt: since }
  return { user, since }
}
