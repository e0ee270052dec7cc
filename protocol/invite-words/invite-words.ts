import { words } from './word-list.ts'

/** An invite to be said aloud: so many words of the list, 11 bits each. */
export const WORDS = 4

const places = new Map(words.map((word, place) => [word, place]))

/** What was understood of a code as typed: the words in their one spelling, and those that are none. */
export type ReadWords = { words: string | null; unknown: string[] }

/** The code of these places in the list, each from 0 to 2,047. */
export function wordsAt(indexes: readonly number[]): string {
  return indexes.map((index) => words[index]!).join(' ')
}

/** Reads a code in any case, its words parted by spaces, commas, hyphens or lines. */
export function readWords(text: string): ReadWords {
  const found =
    text
      .slice(0, 500)
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  const unknown = found.filter((word) => !places.has(word))
  const isCode = found.length === WORDS && unknown.length === 0
  return { words: isCode ? found.join(' ') : null, unknown }
}

/** Words of the list that begin like this, for completion. */
export function wordsBeginning(start: string, limit: number): string[] {
  const wanted = start.toLowerCase()
  return wanted === '' ? [] : words.filter((word) => word.startsWith(wanted)).slice(0, limit)
}
