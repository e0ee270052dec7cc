import { limits, type Presence, type UserId } from '../../protocol/index.ts'
import { createCell, type Cell } from '../cell.ts'
import type { Clock } from '../clock.ts'
import type { Signal } from '../signal.ts'

export type PresenceOptions = {
  clock: Clock
  online(): boolean
  watch(users: UserId[]): Promise<Record<UserId, Presence>>
}

/** Scrolling through a list changes the set at each row: one request for all of it. */
const GATHER = 100

/** Where the people on screen are. Who is not watched, or cannot be, is nowhere. */
export class PresenceWatch {
  readonly #options: PresenceOptions
  readonly #cells = new Map<UserId, Cell<Presence | null>>()
  readonly #watchers = new Map<UserId, number>()
  #callOff: (() => void) | null = null

  constructor(options: PresenceOptions) {
    this.#options = options
  }

  of(id: UserId): Signal<Presence | null> {
    return this.#cell(id)
  }

  watch(ids: readonly UserId[]): () => void {
    const own = [...new Set(ids)]
    for (const id of own) this.#count(id, 1)
    this.#schedule()
    let stopped = false
    return () => {
      if (stopped) return
      stopped = true
      for (const id of own) this.#count(id, -1)
      this.#schedule()
    }
  }

  /** A new connection watches nobody yet. */
  connected(): void {
    if (this.#watchers.size > 0) this.#schedule()
  }

  lost(): void {
    for (const cell of this.#cells.values()) cell.set(null)
  }

  pushed(user: UserId, presence: Presence): void {
    if (this.#watchers.has(user)) this.#cell(user).set(presence)
  }

  stop(): void {
    this.#callOff?.()
    this.#callOff = null
  }

  #cell(id: UserId): Cell<Presence | null> {
    const cell = this.#cells.get(id) ?? createCell<Presence | null>(null)
    this.#cells.set(id, cell)
    return cell
  }

  #count(id: UserId, by: number): void {
    const count = (this.#watchers.get(id) ?? 0) + by
    if (count > 0) this.#watchers.set(id, count)
    else this.#watchers.delete(id)
  }

  #schedule(): void {
    this.#callOff ??= this.#options.clock.after(GATHER, () => {
      this.#callOff = null
      if (this.#options.online()) void this.#tell()
    })
  }

  async #tell(): Promise<void> {
    const users = [...this.#watchers.keys()].slice(-limits.watched)
    const watched = new Set(users)
    for (const [id, cell] of this.#cells) if (!watched.has(id)) cell.set(null)
    try {
      const presence = await this.#options.watch(users)
      for (const [id, where] of Object.entries(presence))
        if (this.#watchers.has(id)) this.#cell(id).set(where)
    } catch {
      // The next connection asks again.
    }
  }
}
