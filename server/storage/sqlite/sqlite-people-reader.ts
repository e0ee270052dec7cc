import type { DatabaseSync } from 'node:sqlite'
import type { Timestamp, User, UserId } from '../../../protocol/index.ts'
import type { Credentials, Picture, StoredSession } from '../storage.ts'
import { PERSON_COLUMNS, REMOVED, userOf, type PersonRow } from './sqlite-person-row.ts'
import { prepare, type Statement } from './sqlite-statement.ts'

type CredentialsRow = { user: UserId; password_hash: string }
type SessionRow = {
  session: string
  user: UserId
  device: string
  created_at: number
  seen_at: number
  waiting: number
}

/** Reads people and their sessions. */
export class SqlitePeopleReader {
  readonly #byFoldedName: Statement<CredentialsRow>
  readonly #credentialsOf: Statement<CredentialsRow>
  readonly #person: Statement<PersonRow>
  readonly #changed: Statement<PersonRow & { revision: number }>
  readonly #revision: Statement<{ revision: number }>
  readonly #seen: Statement<{ seen_at: number | null }>
  readonly #picture: Statement<Picture>
  readonly #sessionByHash: Statement<SessionRow>
  readonly #sessions: Statement<SessionRow>

  constructor(db: DatabaseSync) {
    this.#byFoldedName = prepare(db, credentialsBy('folded_name'))
    this.#credentialsOf = prepare(db, credentialsBy('user'))
    this.#person = prepare(db, `SELECT ${PERSON_COLUMNS} FROM person WHERE user = ?`)
    this.#changed = prepare(
      db,
      `SELECT ${PERSON_COLUMNS}, revision FROM person WHERE revision > ? ORDER BY revision LIMIT ?`,
    )
    this.#revision = prepare(db, 'SELECT revision FROM space')
    this.#seen = prepare(db, 'SELECT seen_at FROM person WHERE user = ?')
    this.#picture = prepare(db, 'SELECT key, type, bytes FROM picture WHERE key = ?')
    const session = `SELECT session, user, device, created_at, seen_at,
       user NOT IN (SELECT user FROM person WHERE standing <> ${REMOVED}) AS waiting FROM session`
    this.#sessionByHash = prepare(db, `${session} WHERE token_hash = ?`)
    this.#sessions = prepare(db, `${session} WHERE user = ? ORDER BY seen_at DESC, id DESC`)
  }

  credentials(foldedName: string): Credentials | null {
    return credentialsOf(this.#byFoldedName.get(foldedName))
  }

  credentialsOf(user: UserId): Credentials | null {
    return credentialsOf(this.#credentialsOf.get(user))
  }

  byIds(ids: readonly UserId[]): User[] {
    const rows = [...new Set(ids)].flatMap((id) => this.#person.get(id) ?? [])
    return rows.map(userOf)
  }

  changedSince(
    revision: number,
    limit: number,
  ): { users: User[]; revision: number; more: boolean } {
    const rows = this.#changed.all(revision, limit + 1)
    const more = rows.length > limit
    const page = rows.slice(0, limit)
    const upTo = more ? (page.at(-1)?.revision ?? revision) : this.#revision.get()!.revision
    return { users: page.map(userOf), revision: upTo, more }
  }

  lastSeen(ids: readonly UserId[]): [UserId, Timestamp][] {
    return ids.flatMap((id): [UserId, Timestamp][] => {
      const seenAt = this.#seen.get(id)?.seen_at ?? null
      return seenAt === null ? [] : [[id, seenAt]]
    })
  }

  picture(key: string): Picture | null {
    const row = this.#picture.get(key)
    return row ? { ...row } : null
  }

  sessionByTokenHash(hash: string): StoredSession | null {
    const row = this.#sessionByHash.get(hash)
    return row ? sessionOf(row) : null
  }

  sessionsOf(user: UserId): StoredSession[] {
    return this.#sessions.all(user).map(sessionOf)
  }
}

/** Of people, and of those who wait to be let in. */
function credentialsBy(column: 'folded_name' | 'user'): string {
  const from = (table: string) => `SELECT user, password_hash FROM ${table} WHERE ${column} = ?1`
  return `${from('person')} UNION ALL ${from('waiting_person')}`
}

function credentialsOf(row: CredentialsRow | undefined): Credentials | null {
  return row ? { user: row.user, passwordHash: row.password_hash } : null
}

function sessionOf(row: SessionRow): StoredSession {
  return {
    id: row.session,
    user: row.user,
    device: row.device,
    createdAt: row.created_at,
    lastSeenAt: row.seen_at,
    ...(row.waiting === 1 && { waiting: true }),
  }
}
