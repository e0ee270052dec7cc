import { canonicalEmoji } from './canonical-emoji.ts'

/** As `emoji-picker-element-data` holds them. */
export type Emoji = {
  emoji: string
  shortcodes?: readonly string[]
  tags?: readonly string[]
  order: number
}

export type FoundEmoji = { emoji: string; name: string }

/** Lower is better; null where it does not fit. */
function rank(name: string, query: string): number | null {
  if (name === query) return 0
  if (name.startsWith(query)) return 1
  return name.includes(`_${query}`) ? 2 : null
}

function best(
  { shortcodes = [], tags = [] }: Emoji,
  query: string,
): { rank: number; name: string } | null {
  let found: { rank: number; name: string } | null = null
  for (const name of shortcodes) {
    const place = rank(name, query)
    if (place !== null && (!found || place < found.rank)) found = { rank: place, name }
  }
  if (found) return found
  const name = shortcodes[0]
  return name && tags.some((tag) => tag.startsWith(query)) ? { rank: 3, name } : null
}

/** Emoji whose name begins with the query, or a word of it, or a tag; the best first. */
export function findEmoji(all: readonly Emoji[], query: string, most = 8): FoundEmoji[] {
  const wanted = query.toLowerCase()
  return all
    .flatMap((emoji) => {
      const match = best(emoji, wanted)
      return match ? [{ emoji: emoji.emoji, order: emoji.order, ...match }] : []
    })
    .sort((a, b) => a.rank - b.rank || a.name.length - b.name.length || a.order - b.order)
    .slice(0, most)
    .map(({ emoji, name }) => ({ emoji: canonicalEmoji(emoji), name }))
}

/** The emoji of exactly this name. */
export function emojiNamed(all: readonly Emoji[], name: string): string | null {
  const wanted = name.toLowerCase()
  const found = all.find(({ shortcodes }) => shortcodes?.includes(wanted))
  return found ? canonicalEmoji(found.emoji) : null
}
