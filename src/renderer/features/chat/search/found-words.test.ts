import { describe, expect, it } from 'vitest'
import { excerpt, foundWords } from './found-words.ts'

const marked = (text: string, query: string) =>
  foundWords(text, query)
    .map((piece) => (piece.found ? `[${piece.text}]` : piece.text))
    .join('')

describe('found words', () => {
  it('are marked whatever their case and accents', () => {
    expect(marked('Café and CAFES', 'cafe')).toBe('[Café] and [CAFES]')
  })

  it('begin with a searched word, and do not merely hold it', () => {
    expect(marked('plan airplane planning', 'plan')).toBe('[plan] airplane [planning]')
  })

  it('may be several, and signs are never patterns', () => {
    expect(marked('a (b) c.d', '(b) d')).toBe('a ([b]) c.[d]')
    expect(marked('abc', '')).toBe('abc')
  })
})

describe('an excerpt', () => {
  it('is the whole of a short text', () => {
    expect(excerpt('short needle', 'needle')).toEqual(foundWords('short needle', 'needle'))
  })

  it('holds the first hit of a long text', () => {
    const pieces = excerpt(`${'hay '.repeat(500)}needle ${'hay '.repeat(500)}`, 'needle')
    const text = pieces.map((piece) => piece.text).join('')
    expect(text).toContain('needle')
    expect(text.length).toBeLessThan(200)
    expect(text).toMatch(/^… .*…$/)
  })
})
