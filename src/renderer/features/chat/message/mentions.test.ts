import { expect, it } from 'vitest'
import { mentions } from './mentions.ts'

it.each(['@anna', 'hi @Anna!', '(@anna berg)', '@ANNA\nplease'])('%j mentions Anna', (text) => {
  expect(mentions(text, ['anna'])).toBe(true)
})

it.each(['anna', 'me@anna.org'.replace('@', 'x@'), '@annabel', 'x@anna', '@ anna', ''])(
  '%j does not',
  (text) => {
    expect(mentions(text, ['anna'])).toBe(false)
  },
)

it('takes names as they are, never as patterns', () => {
  expect(mentions('@a.b', ['a.b'])).toBe(true)
  expect(mentions('@axb', ['a.b'])).toBe(false)
  expect(mentions('@(', ['('])).toBe(true)
})
