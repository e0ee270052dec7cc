import { describe, expect, it } from 'vitest'
import { fuzzyMatch } from './fuzzy-match.ts'

const rank = (query: string, texts: string[]) =>
  texts
    .map((text) => ({ text, match: fuzzyMatch(query, text) }))
    .filter(({ match }) => match !== null)
    .sort((a, b) => b.match!.score - a.match!.score)
    .map(({ text }) => text)

describe('fuzzyMatch', () => {
  it('finds letters in order and nothing else', () => {
    expect(fuzzyMatch('dsgn', 'Design')?.at).toEqual([0, 2, 4, 5])
    expect(fuzzyMatch('ngis', 'Design')).toBeNull()
  })

  it('sees past case and marks', () => {
    expect(fuzzyMatch('jurgen', 'Jürgen Groß')?.at).toEqual([0, 1, 2, 3, 4, 5])
    expect(fuzzyMatch('ÉTÉ', 'ete')).not.toBeNull()
  })

  it('prefers the start of words, whole runs and short texts', () => {
    expect(rank('al', ['Metal works', 'Ada Lovelace', 'Alan'])).toEqual([
      'Alan',
      'Ada Lovelace',
      'Metal works',
    ])
    expect(rank('design', ['Redesign', 'Design reviews', 'Design'])).toEqual([
      'Design',
      'Design reviews',
      'Redesign',
    ])
  })

  it('marks letters outside the basic plane by where they stand in the text', () => {
    expect(fuzzyMatch('fox', '🦊 Fox')?.at).toEqual([3, 4, 5])
  })

  it('takes everything for no query', () => {
    expect(fuzzyMatch('  ', 'anything')).toEqual({ score: 0, at: [] })
  })
})
