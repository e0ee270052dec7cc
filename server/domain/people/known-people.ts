import type { UserId } from '../../../protocol/index.ts'
import type { PeopleStore } from '../../storage/storage.ts'

/** Who is registered. Nobody ever ceases to be, so that a yes is remembered, within bounds. */
export class KnownPeople {
  readonly #people: Pick<PeopleStore, 'byIds'>
  readonly #keep: number
  readonly #known = new Set<UserId>()
  /** Whoever asks for the same person meanwhile waits for the same answer, and so keeps their turn. */
  readonly #asking = new Map<UserId, Promise<ReadonlySet<UserId>>>()

  constructor(people: Pick<PeopleStore, 'byIds'>, keep = 50_000) {
    this.#people = people
    this.#keep = keep
  }

  /** Whether all are known from before, without waiting; no says nothing. */
  has(ids: readonly UserId[]): boolean {
    for (const id of ids) if (!this.#known.has(id)) return false
    return true
  }

  async unknownAmong(ids: readonly UserId[]): Promise<UserId[]> {
    const asked = ids.filter((id) => !this.#known.has(id))
    if (asked.length === 0) return []
    this.#ask(asked.filter((id) => !this.#asking.has(id)))
    // Not what is remembered by then: others may have had it forgotten.
    const found = await Promise.all(asked.map((id) => this.#asking.get(id)!))
    return asked.filter((id, index) => !found[index]!.has(id))
  }

  #ask(ids: readonly UserId[]): void {
    if (ids.length === 0) return
    const answer = this.#lookUp(ids).finally(() => {
      for (const id of ids) this.#asking.delete(id)
    })
    for (const id of ids) this.#asking.set(id, answer)
  }

  async #lookUp(ids: readonly UserId[]): Promise<ReadonlySet<UserId>> {
    const found = new Set((await this.#people.byIds(ids)).map(({ id }) => id))
    if (this.#known.size > this.#keep) this.#known.clear()
    for (const id of found) this.#known.add(id)
    return found
  }
}
