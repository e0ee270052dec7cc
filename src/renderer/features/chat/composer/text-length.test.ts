import { expect, it } from 'vitest'
import { lengthState } from './text-length.ts'

it.each([
  [0, { kind: 'fine' }],
  [9_499, { kind: 'fine' }],
  [9_500, { kind: 'near', count: 500 }],
  [10_000, { kind: 'near', count: 0 }],
  [10_001, { kind: 'over', count: 1 }],
])('%d characters', (length, state) => {
  expect(lengthState(` ${'x'.repeat(length)}\n`)).toEqual(state)
})
