import type { DatabaseSync } from 'node:sqlite'
import type { Timestamp, User, UserId } from '../../../protocol/index.ts'
import { nameWords } from '../name-words.ts'
import { directoryKey } from '../people-order.ts'
import { storableChange, storablePerson } from '../storable-profile.ts'
import type { NewPerson, Picture, ProfileChange, UpdatedProfile } from '../storage.ts'
import {
  ADMINISTRATOR,
  PERSON_COLUMNS,
  REMOVED,
  userOf,
  type PersonRow,
} from './sqlite-person-row.ts'
import { prepare, type Statement } from './sqlite-statement.ts'

export class SqlitePeopleWriter {
  readonly #revision: Statement<{ revision: number }>
  readonly #nextRevision: Statement<{ revision: number }>
  readonly #isTaken: Statement<object>
  readonly #insert: Statement<never>
  readonly #person: Statement<PersonRow & { id: number }>
  readonly #update: Statement<never>
  readonly #forgetWords: Statement<never>
  readonly #word: Statement<never>
  readonly #password: Statement<never>
  readonly #replacePassword: Statement<never>
  readonly #standing: Statement<never>
  readonly #countAdministrators: Statement<{ count: number }>
  readonly #earliest: Statement<PersonRow & { id: number }>
  readonly #seen: Statement<never>
  readonly #dropPicture: Statement<never>
  readonly #keepPicture: Statement<never>

  constructor(db: DatabaseSync) {
    this.#revision = prepare(db, 'SELECT revision FROM space')
    this.#nextRevision = prepare(db, 'UPDATE space SET revision = revision + 1 RETURNING revision')
    this.#isTaken = prepare(db, 'SELECT 1 FROM person WHERE folded_name = ?')
    this.#insert = prepare(
      db,
      `INSERT INTO person
         (user, name, folded_name, display_name, sort_key, password_hash, created_at, revision, standing)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    this.#person = prepare(db, `SELECT id, ${PERSON_COLUMNS} FROM person WHERE user = ?`)
    this.#update = prepare(
      db,
      `UPDATE person SET display_name = ?, sort_key = ?, colour = ?, picture = ?, revision = ? WHERE id = ?`,
    )
    this.#forgetWords = prepare(db, 'DELETE FROM person_word WHERE person = ?')
    this.#word = prepare(db, 'INSERT INTO person_word (word, person) VALUES (?, ?)')
    this.#password = prepare(
      db,
      'UPDATE person SET password_hash = ? WHERE user = ? AND password_hash = ?',
    )
    this.#replacePassword = prepare(db, 'UPDATE person SET password_hash = ? WHERE user = ?')
    this.#standing = prepare(db, 'UPDATE person SET standing = ?, revision = ? WHERE id = ?')
    this.#countAdministrators = prepare(
      db,
      `SELECT count(*) AS count FROM person WHERE standing = ${ADMINISTRATOR}`,
    )
    this.#earliest = prepare(
      db,
      `SELECT id, ${PERSON_COLUMNS} FROM person WHERE standing <> ${REMOVED} ORDER BY id LIMIT 1`,
    )
    this.#seen = prepare(
      db,
      'UPDATE person SET seen_at = ?1 WHERE user = ?2 AND (seen_at IS NULL OR seen_at < ?1)',
    )
    this.#dropPicture = prepare(db, 'DELETE FROM picture WHERE key = ?')
    this.#keepPicture = prepare(db, 'INSERT INTO picture (key, type, bytes) VALUES (?, ?, ?)')
  }

  isTaken(foldedName: string): boolean {
    return this.#isTaken.get(foldedName) !== undefined
  }

  hasAny(): boolean {
    return this.#earliest.get() !== undefined
  }

  create(given: NewPerson, isAdministrator = false): { user: User; revision: number } | null {
    const person = storablePerson(given)
    if (this.isTaken(person.foldedName)) return null
    const { id, name, foldedName, displayName, passwordHash, createdAt } = person
    const revision = this.#nextRevision.get()!.revision
    const key = directoryKey(person)
    const { lastInsertRowid } = this.#insert.run(
      id,
      name,
      foldedName,
      displayName,
      key,
      passwordHash,
      createdAt,
      revision,
      isAdministrator ? ADMINISTRATOR : 0,
    )
    this.#setWords(Number(lastInsertRowid), person)
    const user: User = { id, name, displayName, colour: null, picture: null, createdAt }
    return { user: isAdministrator ? { ...user, administrator: true } : user, revision }
  }

  #setWords(person: number, { name, displayName }: Pick<User, 'name' | 'displayName'>): void {
    this.#forgetWords.run(person)
    for (const word of nameWords(name, displayName)) this.#word.run(word, person)
  }

  update(id: UserId, change: ProfileChange): UpdatedProfile | null {
    const { displayName, colour, picture } = storableChange(change)
    const row = this.#person.get(id)
    if (!row) return null
    const before = userOf(row)
    const after: User = {
      ...before,
      ...(displayName !== undefined && { displayName }),
      ...(colour !== undefined && { colour }),
      ...(picture !== undefined && { picture: picture?.key ?? null }),
    }
    const changed = JSON.stringify(after) !== JSON.stringify(before)
    if (!changed) return { user: before, revision: this.#revision.get()!.revision, changed }
    if (picture !== undefined) this.#replacePicture(before.picture, picture)
    const revision = this.#nextRevision.get()!.revision
    const key = directoryKey(after)
    this.#update.run(after.displayName, key, after.colour, after.picture, revision, row.id)
    if (displayName !== undefined) this.#setWords(row.id, after)
    return { user: after, revision, changed }
  }

  #replacePicture(old: string | null, picture: Picture | null): void {
    if (old !== null) this.#dropPicture.run(old)
    if (picture) this.#keepPicture.run(picture.key, picture.type, picture.bytes)
  }

  /** False where the hash was not `before`. */
  setPassword(user: UserId, { before, after }: { before: string; after: string }): boolean {
    return this.#password.run(after, user, before).changes > 0
  }

  /** As an administrator gives it anew. False where there is no such person. */
  replacePassword(user: UserId, passwordHash: string): boolean {
    return this.#replacePassword.run(passwordHash, user).changes > 0
  }

  setAdministrator(
    user: UserId,
    on: boolean,
  ): { user: User; revision: number; changed: boolean } | 'last' | null {
    const row = this.#person.get(user)
    if (!row || row.standing === REMOVED) return null
    const changed = (row.standing === ADMINISTRATOR) !== on
    if (!changed) return { user: userOf(row), revision: this.#revision.get()!.revision, changed }
    if (!on && this.#isLast(row)) return 'last'
    return { ...this.#setStanding(row, on ? ADMINISTRATOR : 0), changed }
  }

  #isLast({ standing }: PersonRow): boolean {
    return standing === ADMINISTRATOR && this.#countAdministrators.get()!.count === 1
  }

  #setStanding(
    row: PersonRow & { id: number },
    standing: number,
  ): { user: User; revision: number } {
    const revision = this.#nextRevision.get()!.revision
    this.#standing.run(standing, revision, row.id)
    return { user: userOf({ ...row, standing }), revision }
  }

  ensureAdministrator(): { user: User; revision: number } | null {
    if (this.#countAdministrators.get()!.count > 0) return null
    const row = this.#earliest.get()
    return row ? this.#setStanding(row, ADMINISTRATOR) : null
  }

  remove(user: UserId): { user: User; revision: number } | 'last' | null {
    const row = this.#person.get(user)
    if (!row || row.standing === REMOVED) return null
    if (this.#isLast(row)) return 'last'
    // No password has this hash.
    this.replacePassword(user, '')
    this.#forgetWords.run(row.id)
    return this.#setStanding(row, REMOVED)
  }

  setSeen(seen: ReadonlyMap<UserId, Timestamp>): void {
    for (const [user, at] of seen) this.#seen.run(at, user)
  }
}
