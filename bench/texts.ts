const SYLLABLES = 'ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu'.split(' ')

/** Words as a language has them: few are frequent and many are rare. The frequent ones come first. */
export const vocabulary = Array.from({ length: 30_000 }, (_, index) => {
  let word = ''
  for (let rest = index + 7; rest > 0; rest = Math.floor(rest / 20)) word += SYLLABLES[rest % 20]
  return word
})

/** The same texts in every run. */
let state = 20_251
function random(): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return state / 2 ** 32
}

/** A text of exactly so many ASCII bytes, made of words. */
export function textOf(bytes: number): string {
  let text = ''
  while (text.length < bytes) {
    text += `${vocabulary[Math.floor(vocabulary.length ** random() - 1)]!} `
  }
  return `${text.slice(0, bytes - 1)}.`
}

/** What is sent unless something else is said: 128 bytes. */
export const messageSize = 128
const texts = Array.from({ length: 1_000 }, () => textOf(messageSize))
let next = 0

export function someTexts(count: number): string[] {
  return Array.from({ length: count }, () => texts[next++ % texts.length]!)
}

const NUMBER_MARK = '#'
const numberSize = 8
const numberMark = NUMBER_MARK.charCodeAt(0)

/** A text that says which one it is, so that its delay can be told wherever it turns up. */
export function numberedText(number: number): string {
  const [text] = someTexts(1)
  return `${NUMBER_MARK}${String(number).padStart(numberSize, '0')}${text!.slice(numberSize + 1)}`
}

/** Calls `found` with the numbers of the numbered texts in a frame. */
export function numbersIn(
  data: Buffer,
  from: number,
  to: number,
  found: (number: number) => void,
): void {
  let at = data.indexOf(numberMark, from)
  while (at >= 0 && at < to) {
    found(Number(data.toString('latin1', at + 1, at + 1 + numberSize)))
    at = data.indexOf(numberMark, at + 1 + messageSize - numberSize)
  }
}
