import { expect, it } from 'vitest'
import { isWorthNotifying, type Arrival } from './notify-rule.ts'

const unseen: Arrival = { kind: 'group', mentionsMe: false, onScreen: false, read: false }

it('tells of what was not seen', () => {
  expect(isWorthNotifying(unseen, 'all')).toBe(true)
})

it('keeps quiet about what is on screen in a focused window, or was read elsewhere', () => {
  expect(isWorthNotifying({ ...unseen, onScreen: true }, 'all')).toBe(false)
  expect(isWorthNotifying({ ...unseen, read: true }, 'all')).toBe(false)
})

it('tells of direct messages and mentions alone where the person wants that', () => {
  expect(isWorthNotifying(unseen, 'direct')).toBe(false)
  expect(isWorthNotifying({ ...unseen, kind: 'direct' }, 'direct')).toBe(true)
  expect(isWorthNotifying({ ...unseen, mentionsMe: true }, 'direct')).toBe(true)
})

it('is silent where the person wants silence', () => {
  expect(isWorthNotifying({ ...unseen, kind: 'direct', mentionsMe: true }, 'none')).toBe(false)
})
