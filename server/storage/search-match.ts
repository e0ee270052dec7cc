import type { SearchPhrase } from './search-words.ts'

/** Whether words in their order hold a phrase. */
export function holdsPhrase(words: readonly string[], phrase: SearchPhrase): boolean {
  const last = phrase.words.length - 1
  return words.some((_, start) =>
    phrase.words.every((wanted, index) => {
      const word = words[start + index] ?? ''
      return phrase.prefix && index === last ? word.startsWith(wanted) : word === wanted
    }),
  )
}
