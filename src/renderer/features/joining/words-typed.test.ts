import { expect, it } from 'vitest'
import { words as list } from '../../../../protocol/invite-words/word-list.ts'
import { readTyped } from './words-typed.ts'

const four = list.slice(10, 14)

it('tells words from addresses, however they are typed', async () => {
  const words = { kind: 'words', words: four.join(' ') }
  for (const mark of [' ', ', ', '-']) expect(await readTyped(four.join(mark))).toEqual(words)
  expect(await readTyped(` ${four.join(' ').toUpperCase()} `)).toEqual(words)
  for (const place of ['harbour', 'harbour-office', '10.0.0.5', 'https://a.example', 'a:7759'])
    expect(await readTyped(place)).toEqual({ kind: 'place' })
})

it('says which words are none, and that there are four', async () => {
  expect(await readTyped(`${four[0]} ${four[1]} ${four[2]} xyzzy`)).toEqual({
    kind: 'unknown-words',
    unknown: ['xyzzy'],
  })
  expect(await readTyped(`${four[0]} ${four[1]}`)).toEqual({ kind: 'not-four' })
})
