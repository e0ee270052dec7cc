import { Refused } from '../../../protocol/index.ts'
import type { Clock } from '../clock.ts'
import type { Rate } from '../domain-settings.ts'

type Bucket = { tokens: number; at: number }

const SWEEP_AT = 10_000

/** A token bucket per key. Full buckets are forgotten, so memory follows those who are busy now. */
export class TokenBuckets {
  readonly #clock: Clock
  readonly #rate: Rate
  readonly #buckets = new Map<string, Bucket>()
  #sweepAt = SWEEP_AT

  constructor(rate: Rate, clock: Clock) {
    this.#rate = rate
    this.#clock = clock
  }

  get size(): number {
    return this.#buckets.size
  }

  /** @throws Refused `rate_limited` with `retryAfter` where nothing is left. */
  take(key: string, tokens = 1): void {
    const rate = this.#rate
    if (!rate) return
    const now = this.#clock.now()
    const bucket = this.#bucket(key, rate.burst, now)
    const gained = (Math.max(0, now - bucket.at) * rate.perSecond) / 1_000
    bucket.tokens = Math.min(rate.burst, bucket.tokens + gained)
    bucket.at = now
    if (bucket.tokens < tokens) throw tooMany((tokens - bucket.tokens) / rate.perSecond)
    bucket.tokens -= tokens
  }

  #bucket(key: string, burst: number, now: number): Bucket {
    const known = this.#buckets.get(key)
    if (known) return known
    if (this.#buckets.size >= this.#sweepAt) this.#sweep(burst, now)
    const bucket = { tokens: burst, at: now }
    this.#buckets.set(key, bucket)
    return bucket
  }

  #sweep(burst: number, now: number): void {
    const perMillisecond = (this.#rate?.perSecond ?? 0) / 1_000
    for (const [key, { tokens, at }] of this.#buckets)
      if (tokens + (now - at) * perMillisecond >= burst) this.#buckets.delete(key)
    this.#sweepAt = Math.max(SWEEP_AT, this.#buckets.size * 2)
  }
}

function tooMany(seconds: number): Refused {
  const retryAfter = Number.isFinite(seconds) ? Math.ceil(seconds * 1_000) : undefined
  return new Refused('rate_limited', 'Too much at once: wait a moment', { retryAfter })
}
