import { beforeEach, expect, it } from 'vitest'
import { createTypeAhead } from './type-ahead.ts'

const names = ['Anna', 'Ben', 'Benno', 'Élise', 'Bo']
let clock = 0
let ahead = createTypeAhead(() => clock)

beforeEach(() => {
  clock = 10_000
  ahead = createTypeAhead(() => clock)
})

it('goes to the name that begins with what is typed, accents aside', () => {
  expect(ahead.find('e', names, 0)).toBe(3)
  expect(ahead.find('l', names, 3)).toBe(3)
})

it('narrows down as more letters come', () => {
  expect(ahead.find('b', names, 0)).toBe(1)
  expect(ahead.find('o', names, 1)).toBe(4)
})

it('goes through those that begin alike by the same letter', () => {
  expect(ahead.find('b', names, 0)).toBe(1)
  expect(ahead.find('b', names, 1)).toBe(2)
  expect(ahead.find('b', names, 2)).toBe(4)
  expect(ahead.find('b', names, 4)).toBe(1)
})

it('starts anew after a pause, and answers nothing for nonsense', () => {
  ahead.find('b', names, 0)
  clock += 2_000
  expect(ahead.find('a', names, 1)).toBe(0)
  expect(ahead.find('q', names, 0)).toBeNull()
})
