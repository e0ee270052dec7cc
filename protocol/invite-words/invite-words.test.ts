import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { proofText } from './code-proof.ts'
import { readWords, wordsAt, wordsBeginning } from './invite-words.ts'
import { words } from './word-list.ts'

const place = fc.integer({ min: 0, max: 2_047 })
const code = fc.tuple(place, place, place, place)

/** Whether one can be made the other by a letter more, less or other, or by two that changed places. */
function areNear(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start += 1
  const [restA, restB] = [a.slice(start), b.slice(start)]
  if (restA.slice(1) === restB.slice(1) || restA.slice(1) === restB) return true
  if (restA === restB.slice(1)) return true
  return restA.slice(2) === restB.slice(2) && restA[0] === restB[1] && restA[1] === restB[0]
}

describe('the list', () => {
  it('has 2,048 words in order, of four to eight plain letters', () => {
    expect(words).toHaveLength(2_048)
    expect([...words].sort()).toEqual(words)
    expect(new Set(words).size).toBe(2_048)
    expect(words.filter((word) => !/^[a-z]{4,8}$/.test(word))).toEqual([])
  })

  it('has no word that begins another, nor two that are easily taken for each other', () => {
    const alike = words.flatMap((word, index) =>
      words.slice(index + 1).filter((other) => other.startsWith(word) || areNear(word, other)),
    )
    expect(alike).toEqual([])
  })
})

describe('a code', () => {
  it('is read as it was made, in any case and with any marks between', () => {
    const between = fc.constantFrom(' ', '-', ', ', '\n', '  ', '. ')
    fc.assert(
      fc.property(code, between, fc.boolean(), (places, mark, loud) => {
        const made = wordsAt(places)
        const typed = made.replaceAll(' ', mark)
        expect(readWords(loud ? typed.toUpperCase() : ` ${typed} `)).toEqual({
          words: made,
          unknown: [],
        })
      }),
    )
  })

  it('says which words are none', () => {
    const [first, second, third] = words as [string, string, string]
    expect(readWords(`${first} ${second} ${third} xyzzy`)).toEqual({
      words: null,
      unknown: ['xyzzy'],
    })
    expect(readWords(`${first} ${second} ${third}`)).toEqual({ words: null, unknown: [] })
    expect(readWords(`${first} ${first} ${first} ${first} ${first}`).words).toBeNull()
    expect(readWords('').words).toBeNull()
  })

  it('takes whatever is typed', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void readWords(text)))
  })

  it('is completed from its first letters', () => {
    expect(wordsBeginning('', 5)).toEqual([])
    expect(wordsBeginning(words[7]!.slice(0, 4).toUpperCase(), 5)).toContain(words[7])
  })
})

describe('what is proved', () => {
  it('differs by side, nonces and certificate, and cannot be shifted from one into another', () => {
    const exchange = { clientNonce: 'a', serverNonce: 'b', fingerprint: 'c' }
    const texts = [
      proofText('client', exchange),
      proofText('server', exchange),
      proofText('client', { ...exchange, clientNonce: 'ab', serverNonce: '' }),
      proofText('client', { ...exchange, serverNonce: 'bc', fingerprint: '' }),
      proofText('client', { ...exchange, fingerprint: '' }),
    ]
    expect(new Set(texts).size).toBe(texts.length)
  })
})
