import type { Seq } from '../../protocol/index.ts'
import type { PageRange } from './storage.ts'

/** First and last seq of a page; as seqs are dense, reckoning is enough. Empty where `first > last`. */
export function pageBounds(range: PageRange, head: Seq): { first: Seq; last: Seq } {
  const { limit, before = head + 1, after, around } = range
  if (around !== undefined) return endingAt(around + Math.ceil(limit / 2) - 1, limit, head)
  if (after !== undefined)
    return { first: after + 1, last: Math.min(head, after + limit, before - 1) }
  const last = Math.min(head, before - 1)
  return { first: Math.max(1, last - limit + 1), last }
}

/** As full a page as there can be, moved inwards at either end of the log. */
function endingAt(wanted: Seq, limit: number, head: Seq): { first: Seq; last: Seq } {
  const last = Math.min(head, Math.max(wanted, limit))
  return { first: Math.max(1, last - limit + 1), last }
}
