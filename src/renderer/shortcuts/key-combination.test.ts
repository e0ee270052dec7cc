import { describe, expect, it } from 'vitest'
import { keyCaps, pressed } from './key-combination.ts'

const event = (key: string, held: Partial<KeyboardEvent> = {}) =>
  ({
    key,
    keyCode: 0,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    isComposing: false,
    ...held,
  }) as KeyboardEvent

describe('pressed', () => {
  it('takes Command on a Mac and Control elsewhere for mod', () => {
    expect(pressed(event('k', { metaKey: true }), 'mod+k', true)).toBe(true)
    expect(pressed(event('k', { ctrlKey: true }), 'mod+k', true)).toBe(false)
    expect(pressed(event('k', { ctrlKey: true }), 'mod+k', false)).toBe(true)
  })

  it('wants exactly the modifiers that are named', () => {
    expect(pressed(event('K', { ctrlKey: true, shiftKey: true }), 'mod+k', false)).toBe(false)
    expect(pressed(event('K', { ctrlKey: true, shiftKey: true }), 'mod+shift+k', false)).toBe(true)
    expect(pressed(event('F6', { altKey: true }), 'f6', false)).toBe(false)
  })

  it('takes a character however this keyboard writes it', () => {
    expect(pressed(event('/', { ctrlKey: true, shiftKey: true }), 'mod+/', false)).toBe(true)
  })

  it('leaves keys to an input method that composes', () => {
    expect(pressed(event('Enter', { isComposing: true }), 'enter', false)).toBe(false)
    expect(pressed(event('Enter', { keyCode: 229 } as never), 'enter', false)).toBe(false)
  })
})

it('prints the keys as each system does', () => {
  expect(keyCaps('mod+shift+k', true)).toEqual(['⌘', '⇧', 'K'])
  expect(keyCaps('mod+shift+k', false)).toEqual(['Ctrl', 'Shift', 'K'])
  expect(keyCaps('f6', false)).toEqual(['F6'])
  expect(keyCaps('alt+arrowup', false)).toEqual(['Alt', '↑'])
})
