import { foldText } from './fold-text.ts'

/** Scripts that put no space between words: each of their letters is a word, and a run of them a phrase. */
const UNSPACED = ['Han', 'Hiragana', 'Katakana', 'Bopomofo', 'Thai', 'Lao', 'Khmer', 'Myanmar']
  .map((script) => `\\p{scx=${script}}`)
  .join('')
const WORD = new RegExp(
  [
    `(?=[\\p{L}\\p{N}])[${UNSPACED}]\\p{M}*`,
    '\\p{RI}{2}|\\p{ExtPict}',
    `(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}])+`,
  ].join('|'),
  'gu',
)
const ASCII = /^[\0-\x7f]*$/
const ASCII_WORD = /[a-z0-9]+/g
/** Of longer words the rest is not told apart. */
const LONGEST_WORD = 64
const HALF_AT_END = /[\ud800-\udbff]$/

/** The words of a text in order, folded. They hold neither white space nor ASCII punctuation. */
export function searchWords(text: string): string[] {
  const folded = foldText(text)
  const words = folded.match(ASCII.test(folded) ? ASCII_WORD : WORD) ?? []
  return words.map(shortened)
}

/** Never ends in half a letter: what cannot be stored would count as another word than is stored. */
function shortened(word: string): string {
  if (word.length <= LONGEST_WORD) return word
  return word.slice(0, LONGEST_WORD).replace(HALF_AT_END, '')
}

/** Words that must follow each other; of the last the beginning is enough where `prefix` says so. */
export type SearchPhrase = { words: string[]; prefix: boolean }

/** What a text must hold to be found: each part that white space divides, the last as a prefix. */
export function searchPhrases(query: string): SearchPhrase[] {
  const phrases = query
    .split(/\s+/u)
    .map((part) => ({ words: searchWords(part), prefix: false }))
    .filter(({ words }) => words.length > 0)
  const last = phrases.at(-1)
  if (last) last.prefix = true
  return phrases
}
