import { describe, expect, it } from 'vitest'
import { limits } from '../../../protocol/limits.ts'
import { hueOf, initialsOf } from './identity.ts'

describe('hueOf', () => {
  it('is the same for the same id, and inside the palette', () => {
    const hues = Array.from({ length: 500 }, (_, index) => hueOf(`person-${index}`))
    expect(hues).toEqual(Array.from({ length: 500 }, (_, index) => hueOf(`person-${index}`)))
    expect(Math.max(...hues)).toBeLessThan(limits.colours)
    expect(new Set(hues).size).toBe(limits.colours)
  })

  it('takes the chosen colour over the computed one', () => {
    expect(hueOf('anyone', 3)).toBe(3)
  })
})

describe('initialsOf', () => {
  it.each([
    ['Ada Lovelace', 'AL'],
    ['ada', 'A'],
    ['Jean-Luc van der Berg', 'JB'],
    ['محمد علي', 'مع'],
    ['山田 太郎', '山太'],
    ['🦊 Fox', '🦊F'],
    ['👩‍🚀', '👩‍🚀'],
    ['(ops) alerts', 'OA'],
    ['!!!', '!'],
    ['', '?'],
  ])('%s -> %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials)
  })
})
