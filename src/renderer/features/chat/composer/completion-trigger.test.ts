import { describe, expect, it } from 'vitest'
import { closedShortcode, completionTrigger, isInCode } from './completion-trigger.ts'

const at = (text: string) => completionTrigger(text, text.length)

describe('a mention', () => {
  it('begins at a sign that begins a word', () => {
    expect(at('@')).toEqual({ kind: 'mention', query: '', from: 0 })
    expect(at('hi @an')).toEqual({ kind: 'mention', query: 'an', from: 3 })
    expect(at('(@Zoë')).toMatchObject({ query: 'Zoë' })
  })

  it('may hold one space, as names do', () => {
    expect(at('@anna be')).toMatchObject({ query: 'anna be' })
    expect(at('@anna was here')).toBeNull()
    expect(at('@ anna')).toBeNull()
  })

  it('is not an address', () => {
    expect(at('me@home')).toBeNull()
  })
})

describe('an emoji', () => {
  it('needs two letters after a colon that begins a word', () => {
    expect(at('so :ta')).toEqual({ kind: 'emoji', query: 'ta', from: 3 })
    expect(at(':t')).toBeNull()
    expect(at('http://')).toBeNull()
    expect(at('10:30')).toBeNull()
  })

  it('is put in once its name is closed', () => {
    expect(closedShortcode('a :tada:', 8)).toEqual({ name: 'tada', from: 2 })
    expect(closedShortcode('10:30:', 6)).toBeNull()
    expect(closedShortcode('::tada:', 7)).toBeNull()
  })
})

it('leaves code alone', () => {
  expect(isInCode('a `b', 4)).toBe(true)
  expect(isInCode('a `b` c', 7)).toBe(false)
  expect(isInCode('```\na', 5)).toBe(true)
  expect(isInCode('```\na\n```\nb', 11)).toBe(false)
})
