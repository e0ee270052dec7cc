import type { DatabaseSync } from 'node:sqlite'
import type { UserId } from '../../../protocol/index.ts'
import { prepare, type Statement } from './sqlite-statement.ts'
import { TwoGenerations } from './two-generations.ts'

const CACHED = 20_000

/** The numbers that stand for users in rows. A number once given is never changed. */
export class SqliteIdentities {
  readonly #byUser: Statement<{ id: number }>
  readonly #byId: Statement<{ user: UserId }>
  readonly #insert: () => Statement<never>
  readonly #numbers = new TwoGenerations<UserId, number>(CACHED)
  readonly #users = new TwoGenerations<number, UserId>(CACHED)

  constructor(db: DatabaseSync) {
    this.#byUser = prepare(db, 'SELECT id FROM identity WHERE user = ?')
    this.#byId = prepare(db, 'SELECT user FROM identity WHERE id = ?')
    let insert: Statement<never> | undefined
    this.#insert = () => (insert ??= prepare(db, 'INSERT INTO identity (user) VALUES (?)'))
  }

  find(user: UserId): number | null {
    const known = this.#numbers.get(user)
    if (known !== undefined) return known
    const row = this.#byUser.get(user)
    if (row) this.#numbers.set(user, row.id)
    this.#numbers.age()
    return row?.id ?? null
  }

  /** Gives the user a number where they have none: for the writer. */
  make(user: UserId): number {
    const found = this.find(user)
    if (found !== null) return found
    const made = Number(this.#insert().run(user).lastInsertRowid)
    this.#numbers.set(user, made)
    return made
  }

  readonly userOf = (identity: number): UserId => {
    const known = this.#users.get(identity)
    if (known !== undefined) return known
    const { user } = this.#byId.get(identity)!
    this.#users.set(identity, user)
    this.#users.age()
    return user
  }

  /** After a rollback: numbers given in it are not known any more. */
  forget(): void {
    this.#numbers.clear()
    this.#users.clear()
  }
}
