import type { Component } from 'vue'
import type { PresenceState } from '../../../protocol/entities.ts'
import { fuzzyMatch, type Match } from './fuzzy-match.ts'

export type SwitcherPicture =
  | {
      kind: 'person'
      id: string
      name: string
      colour?: number | null
      picture?: string | null
      presence?: PresenceState
    }
  | { kind: 'group'; id: string; name: string; closed?: boolean }
  | { kind: 'icon'; icon: Component }

/** Somewhere to go or something to do. */
export type SwitcherItem = {
  /** Unique among all sources: two sources that offer the same conversation give it the same id. */
  id: string
  label: string
  /** A second line or word, searched too but worth less. */
  hint?: string
  picture: SwitcherPicture
  /** When it was last active, in milliseconds; what has one is offered before anything is typed. */
  recent?: number
  unread?: number
  run: () => void
}

/** Where items come from: the conversations, the people of the space, the actions. */
export type SwitcherSource = {
  id: string
  label: () => string
  /** What is further off than all else, such as other spaces: offered below it, however well it fits. */
  last?: boolean
  items: () => readonly SwitcherItem[]
  /** Looks further than what is at hand, such as on the server. */
  search?: (query: string) => Promise<readonly SwitcherItem[]>
}

export type RankedItem = SwitcherItem & { match: Match }
export type RankedGroup = { id: string; label: string; items: RankedItem[] }

const NO_MATCH: Match = { score: 0, at: [] }
const MOST_RECENT = 8
const MOST_PER_GROUP = 6

function matchItem(item: SwitcherItem, query: string): Match | null {
  const byLabel = fuzzyMatch(query, item.label)
  if (byLabel) return byLabel
  const byHint = item.hint ? fuzzyMatch(query, item.hint) : null
  return byHint && { score: byHint.score * 0.5, at: [] }
}

const byScore = (a: RankedItem, b: RankedItem) =>
  b.match.score - a.match.score ||
  (b.recent ?? 0) - (a.recent ?? 0) ||
  a.label.localeCompare(b.label)

function rankGroup(id: string, label: string, items: readonly SwitcherItem[], query: string) {
  const ranked: RankedItem[] = []
  for (const item of items) {
    const match = matchItem(item, query)
    if (match) ranked.push({ ...item, match })
  }
  return { id, label, items: ranked.sort(byScore).slice(0, MOST_PER_GROUP) }
}

/** What to offer for a query: the best group first. An id is offered once, by the first source that has it. */
export function rankItems(
  groups: readonly { id: string; label: string; last?: boolean; items: readonly SwitcherItem[] }[],
  query: string,
): RankedGroup[] {
  const seen = new Set<string>()
  const unique = groups.map((group) => ({
    ...group,
    items: group.items.filter(({ id }) => !seen.has(id) && seen.add(id)),
  }))
  return unique
    .map(({ id, label, last, items }) => ({ last, ...rankGroup(id, label, items, query) }))
    .filter(({ items }) => items.length > 0)
    .sort(
      (a, b) =>
        Number(a.last ?? false) - Number(b.last ?? false) ||
        b.items[0]!.match.score - a.items[0]!.match.score,
    )
}

/** What to offer before anything is typed: where one was last, then whatever stands still (actions). */
export function offerFirst(
  groups: readonly { id: string; label: string; items: readonly SwitcherItem[] }[],
  recentLabel: string,
): RankedGroup[] {
  const all = groups.flatMap(({ items }) => items)
  const recent = [...new Map(all.map((item) => [item.id, item])).values()]
    .filter((item) => item.recent !== undefined)
    .sort((a, b) => b.recent! - a.recent!)
    .slice(0, MOST_RECENT)
  const still = groups
    .filter(({ items }) => items.length > 0 && items.every((item) => item.recent === undefined))
    .map((group) => ({ ...group, items: group.items.slice(0, MOST_PER_GROUP) }))
  return [{ id: 'recent', label: recentLabel, items: recent }, ...still]
    .filter(({ items }) => items.length > 0)
    .map((group) => ({
      ...group,
      items: group.items.map((item) => ({ ...item, match: NO_MATCH })),
    }))
}
