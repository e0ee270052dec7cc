import { searchWords } from './search-words.ts'

/** The words by whose beginnings a person or a group is found. */
export function nameWords(...names: string[]): string[] {
  return [...new Set(names.flatMap(searchWords))]
}

/** Whether each word of the query begins one of the words. A query without a word is matched by none. */
export function nameMatches(words: readonly string[], query: string): boolean {
  const wanted = searchWords(query)
  return wanted.length > 0 && wanted.every((start) => words.some((word) => word.startsWith(start)))
}
