import type { DatabaseSync } from 'node:sqlite'
import type { SessionId, Timestamp, UserId } from '../../../protocol/index.ts'
import type { NewSession } from '../storage.ts'
import { storableText } from '../stored-event.ts'
import { prepare, type Statement } from './sqlite-statement.ts'

export class SqliteSessionsWriter {
  readonly #insert: Statement<never>
  readonly #trim: Statement<{ session: SessionId }>
  readonly #delete: Statement<{ session: SessionId }>
  readonly #deleteOthers: Statement<{ session: SessionId }>
  readonly #isOf: Statement<object>
  readonly #touch: Statement<never>

  constructor(db: DatabaseSync) {
    this.#insert = prepare(
      db,
      `INSERT INTO session (session, user, token_hash, device, created_at, seen_at)
       VALUES (?1, ?2, ?3, ?4, ?5, ?5)`,
    )
    this.#trim = prepare(
      db,
      `DELETE FROM session WHERE id IN (
         SELECT id FROM session WHERE user = ?1 AND session <> ?2
         ORDER BY seen_at DESC, id DESC LIMIT -1 OFFSET max(0, ?3 - 1)
       ) RETURNING session`,
    )
    this.#delete = prepare(
      db,
      'DELETE FROM session WHERE user = ? AND session = ? RETURNING session',
    )
    this.#deleteOthers = prepare(
      db,
      'DELETE FROM session WHERE user = ? AND session <> ? RETURNING session',
    )
    this.#isOf = prepare(db, 'SELECT 1 FROM session WHERE user = ? AND session = ?')
    this.#touch = prepare(db, 'UPDATE session SET seen_at = ?1 WHERE session = ?2 AND seen_at < ?1')
  }

  create({ id, user, tokenHash, device, createdAt }: NewSession, keep: number): SessionId[] {
    this.#insert.run(id, user, tokenHash, storableText(device), createdAt)
    return this.#trim.all(user, id, keep).map(({ session }) => session)
  }

  delete(user: UserId, session: SessionId): boolean {
    return this.#delete.all(user, session).length > 0
  }

  has(user: UserId, session: SessionId): boolean {
    return this.#isOf.get(user, session) !== undefined
  }

  deleteOthers(user: UserId, keep: SessionId): SessionId[] {
    return this.#deleteOthers.all(user, keep).map(({ session }) => session)
  }

  deleteAll(user: UserId): SessionId[] {
    return this.deleteOthers(user, '')
  }

  touch(seen: ReadonlyMap<SessionId, Timestamp>): void {
    for (const [session, at] of seen) this.#touch.run(at, session)
  }
}
