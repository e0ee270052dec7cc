import type { SessionId, Timestamp, UserId } from '../../../protocol/index.ts'
import { storableText } from '../stored-event.ts'
import type { NewSession, SessionStore, StoredSession } from '../storage.ts'
import type { MemoryData, MemorySession } from './memory-data.ts'

export class MemorySessions implements SessionStore {
  readonly #data: MemoryData
  readonly #assertOpen: () => void

  constructor(data: MemoryData, assertOpen: () => void) {
    this.#data = data
    this.#assertOpen = assertOpen
  }

  /** Last seen first. */
  #of(user: UserId): MemorySession[] {
    this.#assertOpen()
    return [...this.#data.sessions.values()]
      .filter((session) => session.user === user)
      .reverse()
      .sort((a, b) => b.lastSeenAt - a.lastSeenAt)
  }

  async create(session: NewSession, keep: number): Promise<SessionId[]> {
    const others = this.#of(session.user)
    const device = storableText(session.device)
    this.#data.sessions.set(session.id, { ...session, device, lastSeenAt: session.createdAt })
    return this.#drop(others.slice(Math.max(0, keep - 1)))
  }

  #drop(sessions: readonly MemorySession[]): SessionId[] {
    for (const { id } of sessions) this.#data.sessions.delete(id)
    return sessions.map(({ id }) => id)
  }

  async byTokenHash(hash: string): Promise<StoredSession | null> {
    this.#assertOpen()
    for (const session of this.#data.sessions.values())
      if (session.tokenHash === hash) return this.#stored(session)
    return null
  }

  #stored({ tokenHash: _tokenHash, ...session }: MemorySession): StoredSession {
    const person = this.#data.people.get(session.user)
    const isIn = person !== undefined && !person.user.removed
    return isIn ? { ...session } : { ...session, waiting: true }
  }

  async of(user: UserId): Promise<StoredSession[]> {
    return this.#of(user).map((session) => this.#stored(session))
  }

  async delete(user: UserId, session: SessionId): Promise<boolean> {
    return this.#drop(this.#of(user).filter(({ id }) => id === session)).length > 0
  }

  async touch(seen: ReadonlyMap<SessionId, Timestamp>): Promise<void> {
    this.#assertOpen()
    for (const [id, at] of seen) {
      const session = this.#data.sessions.get(id)
      if (session) session.lastSeenAt = Math.max(session.lastSeenAt, at)
    }
  }
}
