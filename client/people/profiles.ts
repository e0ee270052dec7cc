import { limits, type User, type UserId, type Welcome } from '../../protocol/index.ts'
import { createCell, type Cell } from '../cell.ts'
import type { CacheWriter } from '../cache/cache-writer.ts'
import type { Clock } from '../clock.ts'
import { sameValue } from '../same-value.ts'
import type { Signal } from '../signal.ts'

export type ProfilesOptions = {
  clock: Clock
  writer: CacheWriter
  online(): boolean
  fetch(ids: UserId[]): Promise<readonly User[]>
  /** The directory is known up to this revision now. */
  reached(revision: number): void
}

/** Requests of one moment go together. */
const GATHER = 10
const RETRY = 5_000

/** Profiles by id: from the cache, fetched where they are missing, and kept as the server tells of changes. */
export class Profiles {
  /** Counts what was heard of changes. */
  readonly revision: Cell<number> = createCell(0)
  readonly #options: ProfilesOptions
  readonly #cells = new Map<UserId, Cell<User | null>>()
  readonly #wanted = new Set<UserId>()
  /** Whom the server told of last, in the order in which it did. */
  readonly #toldAt = new Map<UserId, number>()
  #told = 0
  #reached: number | null = null
  #callOff: (() => void) | null = null

  constructor(options: ProfilesOptions) {
    this.#options = options
  }

  get(id: UserId): Signal<User | null> {
    const known = this.#cells.get(id)
    if (known) return known
    const cell = createCell<User | null>(null)
    this.#cells.set(id, cell)
    this.#want(id)
    return cell
  }

  /** Puts those that are cached on screen at once. */
  async preload(ids: readonly UserId[]): Promise<void> {
    if (ids.length === 0) return
    const since = this.#told
    const users = await this.#options.writer.read((cache) => cache.users(ids), [])
    for (const user of users) if (!this.#wasTold(user, since)) this.#cell(user.id).set(user)
  }

  restore(revision: number | null): void {
    this.#reached = revision
  }

  /** The directory's revision that a `hello` may name. */
  get reached(): number | null {
    return this.#reached
  }

  /** Learns by the way, such as from a page of the directory: what was told meanwhile is newer. */
  async learnFrom<T>(asked: Promise<T>, usersIn: (answer: T) => readonly User[]): Promise<T> {
    const since = this.#told
    const answer = await asked
    this.learn(usersIn(answer).filter((user) => !this.#wasTold(user, since)))
    return answer
  }

  #wasTold({ id }: User, since: number): boolean {
    return (this.#toldAt.get(id) ?? 0) > since
  }

  learn(users: readonly User[]): void {
    for (const user of users)
      if (!sameValue(this.#cell(user.id).get(), user)) this.#cell(user.id).set(user)
    this.#options.writer.users(users)
  }

  welcomed({ directory, user }: Welcome): void {
    if (directory.stale) this.#options.writer.usersStale()
    this.#heard(directory.revision, [...directory.users, user], directory.stale)
    for (const [id, cell] of this.#cells)
      if (id !== user.id && (directory.stale || !cell.get())) this.#want(id)
  }

  pushed(revision: number, users: readonly User[]): void {
    this.#heard(revision, users, false)
  }

  forget(): void {
    for (const cell of this.#cells.values()) cell.set(null)
    this.#wanted.clear()
    this.#reached = null
  }

  stop(): void {
    this.#callOff?.()
    this.#callOff = null
  }

  #heard(revision: number, users: readonly User[], stale: boolean): void {
    this.#told += 1
    for (const { id } of users) this.#toldAt.set(id, this.#told)
    this.learn(users)
    if (revision !== this.#reached || stale) this.revision.set(this.revision.get() + 1)
    if (revision === this.#reached) return
    this.#reached = stale ? revision : Math.max(this.#reached ?? 0, revision)
    this.#options.reached(this.#reached)
  }

  #cell(id: UserId): Cell<User | null> {
    const cell = this.#cells.get(id) ?? createCell<User | null>(null)
    this.#cells.set(id, cell)
    return cell
  }

  #want(id: UserId, wait = GATHER): void {
    this.#wanted.add(id)
    this.#callOff ??= this.#options.clock.after(wait, () => void this.#load())
  }

  /** One that is shown already is wanted because it may be out of date: the cache would not know better. */
  async #load(): Promise<void> {
    this.#callOff = null
    const ids = [...this.#wanted]
    this.#wanted.clear()
    const unknown = ids.filter((id) => !this.#cell(id).get())
    const outdated = ids.filter((id) => this.#cell(id).get())
    await this.preload(unknown)
    const missing = [...outdated, ...unknown.filter((id) => !this.#cell(id).get())]
    for (let from = 0; from < missing.length; from += limits.usersByIds)
      await this.#fetch(missing.slice(from, from + limits.usersByIds))
  }

  /** What cannot be had now is wanted again with the next connection. */
  async #fetch(ids: UserId[]): Promise<void> {
    if (!this.#options.online()) return
    try {
      await this.learnFrom(this.#options.fetch(ids), (users) => users)
    } catch {
      if (this.#options.online()) for (const id of ids) this.#want(id, RETRY)
    }
  }
}
