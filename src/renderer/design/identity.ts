import { limits } from '../../../protocol/limits.ts'

/** The palette's colour of a person or group: the chosen one, or the one computed from the id. */
export function hueOf(id: string, chosen: number | null = null): number {
  if (chosen !== null) return Math.abs(chosen) % limits.colours
  let hash = 2166136261
  for (let index = 0; index < id.length; index += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 16777619)
  }
  return (hash >>> 0) % limits.colours
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

function firstGrapheme(word: string): string {
  for (const { segment } of graphemes.segment(word)) return segment
  return ''
}

/** One or two letters that stand for a name: of its first and last word, whatever the script. */
export function initialsOf(name: string): string {
  const words = name
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}\p{M}\p{Emoji_Presentation}\u200d\s]/gu, ' ')
    .split(/\s+/)
    .filter((word) => word !== '')
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => firstGrapheme(word ?? ''))
    .join('')
  return (letters || firstGrapheme(name.trim()) || '?').toLocaleUpperCase()
}
