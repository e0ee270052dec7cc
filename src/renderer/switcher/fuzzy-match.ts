export type Match = {
  /** Higher is better. */
  score: number
  /** Index of each letter of the text that was matched. */
  at: readonly number[]
}

const fold = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLocaleLowerCase()

/** Folded letters of a text beside the index in the text that each came from. */
function foldedLetters(text: string): { letters: string[]; origin: number[] } {
  const letters: string[] = []
  const origin: number[] = []
  let index = 0
  for (const letter of text) {
    for (const folded of fold(letter)) {
      letters.push(folded)
      origin.push(index)
    }
    index += letter.length
  }
  return { letters, origin }
}

const isStart = (letters: readonly string[], index: number) =>
  index === 0 || !/[\p{L}\p{N}]/u.test(letters[index - 1]!)

/** Best way to find the letters of `wanted` in order, from `start` on: whole runs and starts of words count more. */
function walk(wanted: readonly string[], letters: readonly string[], start: number): Match | null {
  const at: number[] = []
  let score = 0
  let from = start
  for (const letter of wanted) {
    let found = letters.indexOf(letter, from)
    if (found < 0) return null
    if (at.length > 0 && found !== from && !isStart(letters, found)) {
      const atWord = letters.findIndex(
        (other, index) => index > found && other === letter && isStart(letters, index),
      )
      if (atWord > 0) found = atWord
    }
    const follows = at.length > 0 && found === at.at(-1)! + 1
    score += 1 + (follows ? 6 : 0) + (!follows && isStart(letters, found) ? 6 : 0)
    at.push(found)
    from = found + 1
  }
  return { score, at }
}

/** How well a query fits a text, letters in order, marks and case aside; null where it does not. */
export function fuzzyMatch(query: string, text: string): Match | null {
  const wanted = [...fold(query)].filter((letter) => letter.trim() !== '')
  if (wanted.length === 0) return { score: 0, at: [] }
  const { letters, origin } = foldedLetters(text)
  let best: Match | null = null
  for (let start = letters.indexOf(wanted[0]!); start >= 0;) {
    const match = walk(wanted, letters, start)
    if (!match) break
    if (!best || match.score > best.score) best = match
    start = letters.indexOf(wanted[0]!, start + 1)
  }
  if (!best) return null
  const whole = letters.length === wanted.length ? 10 : 0
  return {
    score: best.score + whole - letters.length * 0.01 - best.at[0]! * 0.05,
    at: [...new Set(best.at.map((index) => origin[index]!))],
  }
}
