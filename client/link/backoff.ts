import { fraction, type RandomBytes } from '../random.ts'

export interface Backoff {
  /** Milliseconds until the next attempt, longer each time. */
  next(): number
  reset(): void
}

/**
 * Grows by half each time, with half of each wait left to chance: two thousand clients neither come
 * back together, nor does one that tried for a minute wait much longer than the outage itself lasted.
 */
export function createBackoff(
  random: RandomBytes,
  { first = 200, longest = 30_000, growth = 1.5 } = {},
): Backoff {
  let attempt = 0
  return {
    next() {
      const ceiling = Math.min(longest, first * growth ** attempt)
      attempt += 1
      return Math.round(ceiling * (0.5 + fraction(random) / 2))
    },
    reset() {
      attempt = 0
    },
  }
}
