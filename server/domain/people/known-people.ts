import type { UserId } from '../../../protocol/index.ts'
import type { PeopleStore } from '../../storage/storage.ts'

type Answer = { present: ReadonlySet<UserId>; known: ReadonlySet<UserId> }

/**
 * Who is in the space. People cease to be only by being removed, which is told here, so that a yes is
 * remembered, within bounds.
 */
export class KnownPeople {
  readonly #people: Pick<PeopleStore, 'byIds'>
  readonly #keep: number
  readonly #present = new Set<UserId>()
  /** Removed since the start: also whoever was looked up before that, and is answered after it. */
  readonly #removed = new Set<UserId>()
  /** Whoever asks for the same person meanwhile waits for the same answer, and so keeps their turn. */
  readonly #asking = new Map<UserId, Promise<Answer>>()

  constructor(people: Pick<PeopleStore, 'byIds'>, keep = 50_000) {
    this.#people = people
    this.#keep = keep
  }

  /** Whether all are known from before to be in the space, without waiting; no says nothing. */
  has(ids: readonly UserId[]): boolean {
    for (const id of ids) if (!this.#present.has(id)) return false
    return true
  }

  /** Whom nobody can write to or bring into a group: who was never here, and who was removed. */
  async absentAmong(ids: readonly UserId[]): Promise<UserId[]> {
    return this.#missing(ids, (id, { present }) => present.has(id) && !this.#removed.has(id))
  }

  /** Who was never here: what others wrote with people who were removed stays theirs to read. */
  async unknownAmong(ids: readonly UserId[]): Promise<UserId[]> {
    return this.#missing(ids, (id, { known }) => known.has(id))
  }

  /** Has them forgotten who were removed from the space. */
  removed(id: UserId): void {
    this.#removed.add(id)
    this.#present.delete(id)
  }

  async #missing(
    ids: readonly UserId[],
    isFound: (id: UserId, answer: Answer) => boolean,
  ): Promise<UserId[]> {
    const asked = ids.filter((id) => !this.#present.has(id))
    if (asked.length === 0) return []
    this.#ask(asked.filter((id) => !this.#asking.has(id)))
    // Not what is remembered by then: others may have had it forgotten.
    const found = await Promise.all(asked.map((id) => this.#asking.get(id)!))
    return asked.filter((id, index) => !isFound(id, found[index]!))
  }

  #ask(ids: readonly UserId[]): void {
    if (ids.length === 0) return
    const answer = this.#lookUp(ids).finally(() => {
      for (const id of ids) this.#asking.delete(id)
    })
    for (const id of ids) this.#asking.set(id, answer)
  }

  async #lookUp(ids: readonly UserId[]): Promise<Answer> {
    const users = await this.#people.byIds(ids)
    const present = users.filter((user) => !user.removed).map(({ id }) => id)
    if (this.#present.size > this.#keep) this.#present.clear()
    for (const id of present) if (!this.#removed.has(id)) this.#present.add(id)
    return { present: new Set(present), known: new Set(users.map(({ id }) => id)) }
  }
}
