import { Refused } from '../../../protocol/index.ts'
import type { Clock } from '../clock.ts'
import type { Backoff } from '../domain-settings.ts'

type Attempts = { failures: number; at: number; blockedUntil: number }

/** One that began and counts as a failure. */
export type Attempt = {
  /** Undoes it, with the wait that it made; with `forget`, all earlier failures too. */
  takeBack: (options?: { forget?: boolean }) => void
}

/**
 * Makes whoever fails wait, twice as long after each failure. An attempt counts as a failure from its
 * start until it is taken back, so that many attempts at once gain nothing.
 */
export class Backoffs {
  readonly #clock: Clock
  readonly #backoff: Backoff
  readonly #keep: number
  readonly #attempts = new Map<string, Attempts>()

  /**
   * @param clock one that never goes back
   * @param keep how many keys are remembered; beyond that, those unused longest are forgotten
   */
  constructor(backoff: Backoff, clock: Clock, keep = 10_000) {
    this.#backoff = backoff
    this.#clock = clock
    this.#keep = keep
  }

  get size(): number {
    return this.#attempts.size
  }

  /** @throws Refused `rate_limited` with `retryAfter` while the key has to wait. */
  assertFree(key: string): void {
    const wait = (this.#attempts.get(key)?.blockedUntil ?? 0) - this.#clock.now()
    if (wait > 0) {
      const details = { retryAfter: Math.ceil(wait) }
      throw new Refused('rate_limited', 'Too many failed attempts: wait before the next', details)
    }
  }

  began(key: string): Attempt {
    const { free, first, longest } = this.#backoff
    const attempts = this.#current(key)
    attempts.failures += 1
    const excess = attempts.failures - free
    if (excess >= 0) {
      const wait = Math.min(longest, first * 2 ** Math.min(excess, 30))
      attempts.blockedUntil = this.#clock.now() + wait
    }
    this.#attempts.delete(key)
    this.#attempts.set(key, attempts)
    this.#bound()
    const { blockedUntil } = attempts
    return { takeBack: (options) => this.#takeBack(key, attempts, blockedUntil, options) }
  }

  /** A wait that another attempt made meanwhile stands; what was before this one is over by now. */
  #takeBack(
    key: string,
    attempts: Attempts,
    blockedUntil: number,
    { forget = false }: { forget?: boolean } = {},
  ): void {
    attempts.failures -= 1
    const isItsOwn = attempts.blockedUntil === blockedUntil
    if (isItsOwn || attempts.failures < this.#backoff.free) attempts.blockedUntil = 0
    if (this.#attempts.get(key) !== attempts) return
    if (forget || attempts.failures <= 0) this.#attempts.delete(key)
  }

  #current(key: string): Attempts {
    const now = this.#clock.now()
    const attempts = this.#attempts.get(key)
    if (!attempts) return { failures: 0, at: now, blockedUntil: 0 }
    const forgiven = Math.floor((now - attempts.at) / this.#backoff.forgive)
    if (forgiven <= 0) return attempts
    attempts.failures = Math.max(0, attempts.failures - forgiven)
    attempts.at += forgiven * this.#backoff.forgive
    return attempts
  }

  #bound(): void {
    for (const key of this.#attempts.keys()) {
      if (this.#attempts.size <= this.#keep) return
      this.#attempts.delete(key)
    }
  }
}
