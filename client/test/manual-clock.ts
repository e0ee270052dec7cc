import type { Clock } from '../clock.ts'

type Timer = { at: number; order: number; run: () => void }

/** A clock that stands still until it is moved; whatever falls due meanwhile runs in its order. */
export class ManualClock implements Clock {
  readonly #timers = new Set<Timer>()
  #now: number
  #behind = 0
  #order = 0

  constructor(now = 1_750_000_000_000) {
    this.#now = now
  }

  now(): number {
    return this.#now - this.#behind
  }

  /** Goes on whatever the clock is set to. */
  steady(): number {
    return this.#now
  }

  /** As when somebody sets the clock back: it tells another time, and timers go on as they did. */
  setBack(ms: number): void {
    this.#behind += ms
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + Math.max(0, Math.round(ms)), order: (this.#order += 1), run }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  /** Moves on, letting everything that follows from a timer happen before the next. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms
    await settle()
    for (let next = this.#next(until); next; next = this.#next(until)) {
      this.#timers.delete(next)
      this.#now = Math.max(this.#now, next.at)
      next.run()
      await settle()
    }
    this.#now = until
  }

  /** Moves on in small steps until `condition` holds. @throws where it does not within `limit`. */
  async until(condition: () => boolean, limit = 120_000): Promise<void> {
    const end = this.#now + limit
    await settle()
    while (!condition()) {
      const next = this.#next(end)
      if (!next) throw new Error(`not so within ${limit} ms: ${String(condition)}`)
      await this.advance(next.at - this.#now)
    }
  }

  #next(until: number): Timer | undefined {
    let first: Timer | undefined
    for (const timer of this.#timers) {
      if (timer.at > until) continue
      if (!first || timer.at < first.at || (timer.at === first.at && timer.order < first.order))
        first = timer
    }
    return first
  }
}

/** Lets everything happen that needs no time. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
