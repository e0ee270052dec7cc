import type { Weight } from '../server/beside-the-server.ts'

export type Growth = Weight & { isGrowing: boolean }

const MIB = 1024 * 1024
/**
 * What may come on top after the warm-up: a heap is never twice the same, and SQLite's page caches
 * fill up to a bound (32 MB for each of its connections).
 */
const ALLOWED: Weight = { heapUsed: 4 * MIB, rss: 64 * MIB }

/** How much more the last weights are than the first one, which is the warm-up's: bytes. */
export function growth(weights: readonly Weight[]): Growth {
  const [warm, ...rest] = weights as [Weight, ...Weight[]]
  const last = rest.slice(-3)
  const more = (what: keyof Weight) => median(last.map((weight) => weight[what])) - warm[what]
  const grown = { heapUsed: more('heapUsed'), rss: more('rss') }
  const isGrowing = grown.heapUsed > ALLOWED.heapUsed || grown.rss > ALLOWED.rss
  return { ...grown, isGrowing }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
