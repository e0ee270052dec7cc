import type { UserId } from '../../../protocol/index.ts'
import type { Connection } from './connection.ts'

/** This node's open connections, and by person those that were welcomed. */
export class Connections {
  readonly #all = new Set<Connection>()
  /** Most people have one: a set for each would cost more than the connection itself. */
  readonly #byUser = new Map<UserId, Connection | Connection[]>()

  get size(): number {
    return this.#all.size
  }

  all(): Iterable<Connection> {
    return this.#all
  }

  of(user: UserId): readonly Connection[] {
    const found = this.#byUser.get(user)
    if (!found) return []
    return Array.isArray(found) ? found : [found]
  }

  /** How many connections of somebody wait to be let in. */
  atDoor(user: UserId): number {
    let count = 0
    for (const { phase, caller } of this.#all) {
      if (phase === 'at-door' && caller?.user === user) count++
    }
    return count
  }

  opened(connection: Connection): void {
    this.#all.add(connection)
  }

  /** From now on it is one of its person's. */
  welcomed(connection: Connection): void {
    const { user } = connection.caller!
    const others = this.of(user)
    this.#byUser.set(user, others.length === 0 ? connection : [...others, connection])
  }

  closed(connection: Connection): void {
    this.#all.delete(connection)
    if (!connection.caller) return
    const { user } = connection.caller
    const others = this.of(user).filter((other) => other !== connection)
    if (others.length === 0) this.#byUser.delete(user)
    else this.#byUser.set(user, others.length === 1 ? others[0]! : others)
  }
}
