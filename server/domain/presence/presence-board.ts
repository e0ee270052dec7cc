import type { Presence, PresenceState, Timestamp, UserId } from '../../../protocol/index.ts'
import type { Broker, PresenceMessage } from '../../broker/broker.ts'
import type { PeopleStore } from '../../storage/storage.ts'
import type { Clock } from '../clock.ts'
import type { Activity, PresenceDesk } from './presence-desk.ts'

export type PresenceBoardDeps = {
  node: string
  broker: Broker
  people: Pick<PeopleStore, 'lastSeen' | 'setSeen'>
  clock: Clock
  /** How long a person without a connection still counts as there: a window that reloads is no coming and going. */
  grace: number
  /** How often it is stored who was last seen when. */
  storeEvery: number
  onChange: (user: UserId, presence: Presence) => void
  onFailure: (error: unknown) => void
}

/** A person who is here, or was until a moment ago. There may be thousands: one small object each. */
type Person = {
  /** Connections to this node, by what they last said. */
  online: number
  away: number
  /** What this node last told of them. */
  told: PresenceState
  leaving: NodeJS.Timeout | null
  /** What other nodes say; most spaces have none. */
  elsewhere: Map<string, Activity> | null
  shown: PresenceState
  since: Timestamp
}

/** Who is where. A person is online if any device is; away if all that are connected are. */
export class PresenceBoard implements PresenceDesk {
  readonly #deps: PresenceBoardDeps
  readonly #people = new Map<UserId, Person>()
  /** Who left and when, not yet stored. */
  readonly #seen = new Map<UserId, Timestamp>()
  #storing: NodeJS.Timeout | null = null
  readonly #stopListening: () => void

  constructor(deps: PresenceBoardDeps) {
    this.#deps = deps
    this.#stopListening = deps.broker.subscribe((message) => {
      if (message.kind === 'presence') this.#heard(message)
    })
  }

  arrived(user: UserId): void {
    const person = this.#person(user)
    if (person.leaving) clearTimeout(person.leaving)
    person.leaving = null
    person.online++
    this.#tell(user, person)
  }

  moved(user: UserId, from: Activity, to: Activity): void {
    const person = this.#people.get(user)
    if (!person || from === to) return
    person[from]--
    person[to]++
    this.#tell(user, person)
  }

  left(user: UserId, last: Activity): void {
    const person = this.#people.get(user)
    if (!person) return
    person[last]--
    if (person.online + person.away > 0) return this.#tell(user, person)
    person.leaving = setTimeout(() => this.#gone(user, person), this.#deps.grace).unref()
  }

  async of(users: readonly UserId[]): Promise<Map<UserId, Presence>> {
    const unknown = users.filter((user) => !this.#isShown(user) && !this.#seen.has(user))
    const stored = unknown.length === 0 ? null : await this.#deps.people.lastSeen(unknown)
    return new Map(users.map((user) => [user, this.#presence(user, stored)]))
  }

  /** Stores when those who are still here were last seen. */
  async close(): Promise<void> {
    this.#stopListening()
    if (this.#storing) clearTimeout(this.#storing)
    for (const [user, person] of this.#people) {
      if (person.leaving) clearTimeout(person.leaving)
      if (person.told !== 'offline') this.#seen.set(user, this.#deps.clock.now())
    }
    await this.#store()
  }

  #person(user: UserId): Person {
    const known = this.#people.get(user)
    if (known) return known
    const person: Person = {
      online: 0,
      away: 0,
      told: 'offline',
      leaving: null,
      elsewhere: null,
      shown: 'offline',
      since: 0,
    }
    this.#people.set(user, person)
    return person
  }

  #isShown(user: UserId): boolean {
    return (this.#people.get(user)?.shown ?? 'offline') !== 'offline'
  }

  #presence(user: UserId, stored: Map<UserId, Timestamp> | null): Presence {
    const person = this.#people.get(user)
    if (person && person.shown !== 'offline') return { state: person.shown, since: person.since }
    return { state: 'offline', since: this.#seen.get(user) ?? stored?.get(user) ?? null }
  }

  #gone(user: UserId, person: Person): void {
    person.leaving = null
    this.#seen.set(user, this.#deps.clock.now())
    this.#storing ??= setTimeout(() => void this.#store(), this.#deps.storeEvery).unref()
    this.#tell(user, person)
  }

  #tell(user: UserId, person: Person): void {
    const state = person.online > 0 ? 'online' : person.away > 0 ? 'away' : 'offline'
    if (state === person.told) return
    person.told = state
    this.#deps.broker.publish({ kind: 'presence', node: this.#deps.node, user, state })
  }

  #heard({ node, state, user }: PresenceMessage): void {
    const person = this.#person(user)
    if (node !== this.#deps.node) {
      person.elsewhere ??= new Map()
      if (state === 'offline') person.elsewhere.delete(node)
      else person.elsewhere.set(node, state)
    }
    const shown = merged(person)
    if (shown === 'offline' && person.online + person.away === 0) this.#people.delete(user)
    if (shown === person.shown) return
    person.shown = shown
    person.since = this.#deps.clock.now()
    this.#deps.onChange(user, { state: shown, since: person.since })
  }

  async #store(): Promise<void> {
    this.#storing = null
    if (this.#seen.size === 0) return
    const seen = new Map(this.#seen)
    try {
      await this.#deps.people.setSeen(seen)
      for (const [user, at] of seen) if (this.#seen.get(user) === at) this.#seen.delete(user)
    } catch (error) {
      this.#deps.onFailure(error)
    }
  }
}

function merged({ elsewhere, told }: Person): PresenceState {
  if (!elsewhere || told === 'online') return told
  const states = [told, ...elsewhere.values()]
  return (
    states.find((state) => state === 'online') ?? states.find((state) => state === 'away') ?? told
  )
}
