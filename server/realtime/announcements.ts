import {
  directPeople,
  encodePush,
  topics,
  type ConversationId,
  type SessionId,
  type User,
  type UserId,
} from '../../protocol/index.ts'
import type { Broker } from '../broker/broker.ts'
import type { Announcer } from '../domain/announcer.ts'
import type { ReadMarker } from '../storage/storage.ts'

/** Everybody hears of changed profiles: at most so often, and so many in one frame. */
const USERS_EVERY = 1_000
const USERS_PER_FRAME = 100

/** Calls once, so many milliseconds from now, unless called off by what it answers. */
export type After = (ms: number, run: () => void) => () => void

const afterRealTime: After = (ms, run) => {
  const timer = setTimeout(run, ms).unref()
  return () => clearTimeout(timer)
}

/** Carries what the domain announces to all nodes. */
export class Announcements implements Announcer {
  readonly #broker: Broker
  readonly #changed = new Map<UserId, { user: User; revision: number }>()
  readonly #after: After
  #callOff: (() => void) | null = null

  constructor(broker: Broker, after: After = afterRealTime) {
    this.#broker = broker
    this.#after = after
  }

  profileChanged(user: User, revision: number): void {
    this.#changed.delete(user.id)
    this.#changed.set(user.id, { user, revision })
    this.#callOff ??= this.#after(USERS_EVERY, () => this.flush())
  }

  sessionsEnded(sessions: readonly SessionId[]): void {
    if (sessions.length > 0) this.#broker.publish({ kind: 'end-sessions', sessions })
  }

  admitted(user: UserId): void {
    this.#broker.publish({ kind: 'admit', user })
  }

  readMoved(conversation: ConversationId, user: UserId, marker: ReadMarker): void {
    const { read, readMessages } = marker
    for (const person of new Set([user, ...(directPeople(conversation) ?? [])])) {
      const topic = topics.user(person)
      const push = { push: 'read' as const, topic, conversation, user, read, readMessages }
      this.#broker.publish({ kind: 'frame', topics: [topic], frame: encodePush(push) })
    }
  }

  /** Tells at once which profiles changed, and stops the timer. */
  flush(): void {
    this.#callOff?.()
    this.#callOff = null
    const changed = [...this.#changed.values()].sort((a, b) => a.revision - b.revision)
    this.#changed.clear()
    for (let start = 0; start < changed.length; start += USERS_PER_FRAME) {
      this.#tell(changed.slice(start, start + USERS_PER_FRAME))
    }
  }

  /** The revision is the last one told, so that whoever misses the next frame asks from there. */
  #tell(changed: readonly { user: User; revision: number }[]): void {
    const topic = topics.space
    const users = changed.map(({ user }) => user)
    const { revision } = changed.at(-1)!
    const frame = encodePush({ push: 'users', topic, revision, users })
    this.#broker.publish({ kind: 'frame', topics: [topic], frame })
  }
}
