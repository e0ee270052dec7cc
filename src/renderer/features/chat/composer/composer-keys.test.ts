import { describe, expect, it } from 'vitest'
import { composerAction, type ComposerState } from './composer-keys.ts'

const resting: ComposerState = {
  empty: false,
  atBeginning: false,
  editing: false,
  replying: false,
  completing: false,
  isMac: false,
  enterSends: true,
}

function press(written: string, state: Partial<ComposerState> = {}, more = {}) {
  const parts = written.split('+')
  const key = parts.pop()!
  const event = {
    key,
    code: '',
    keyCode: 0,
    isComposing: false,
    shiftKey: parts.includes('Shift'),
    ctrlKey: parts.includes('Ctrl'),
    metaKey: parts.includes('Meta'),
    altKey: parts.includes('Alt'),
    ...more,
  }
  return composerAction(event, { ...resting, ...state })
}

describe('Enter', () => {
  it('sends, and with Shift begins a line', () => {
    expect(press('Enter')).toBe('send')
    expect(press('Ctrl+Enter')).toBe('send')
    expect(press('Shift+Enter')).toBe('newline')
  })

  it('begins a line where the person chose so, and sends with Ctrl', () => {
    expect(press('Enter', { enterSends: false })).toBe('newline')
    expect(press('Shift+Enter', { enterSends: false })).toBe('newline')
    expect(press('Ctrl+Enter', { enterSends: false })).toBe('send')
    expect(press('Meta+Enter', { enterSends: false, isMac: true })).toBe('send')
    expect(press('Enter', { enterSends: false, completing: true })).toBe('completion-take')
  })

  it('belongs to the input method while it composes', () => {
    expect(press('Enter', {}, { isComposing: true })).toBeNull()
    expect(press('Enter', {}, { keyCode: 229 })).toBeNull()
    expect(press('Enter', { completing: true }, { isComposing: true })).toBeNull()
  })

  it('takes a completion rather than sends', () => {
    expect(press('Enter', { completing: true })).toBe('completion-take')
    expect(press('Tab', { completing: true })).toBe('completion-take')
    expect(press('Shift+Enter', { completing: true })).toBe('newline')
  })
})

describe('Escape', () => {
  it('closes completions first, then gives up reply or edit, then is left alone', () => {
    expect(press('Escape', { completing: true, editing: true })).toBe('completion-close')
    expect(press('Escape', { editing: true })).toBe('cancel')
    expect(press('Escape', { replying: true })).toBe('cancel')
    expect(press('Escape')).toBeNull()
  })
})

describe('Up', () => {
  it('edits the last message from an empty composer alone', () => {
    expect(press('ArrowUp', { empty: true })).toBe('edit-last')
    expect(press('ArrowUp')).toBeNull()
    expect(press('ArrowUp', { empty: true, editing: true })).toBeNull()
    expect(press('Alt+ArrowUp', { empty: true })).toBeNull()
    expect(press('Shift+ArrowUp', { empty: true })).toBeNull()
  })
})

describe('formatting', () => {
  it.each([
    ['Ctrl+b', 'bold'],
    ['Ctrl+i', 'italic'],
    ['Ctrl+e', 'code'],
    ['Ctrl+Shift+X', 'strike'],
    ['Ctrl+Shift+K', 'link'],
    ['Ctrl+Shift+E', 'code-block'],
  ])('%s', (keys, action) => {
    expect(press(keys)).toBe(action)
  })

  it('goes by the place of a digit, which Shift turns into a sign', () => {
    expect(press('Ctrl+Shift+*', {}, { code: 'Digit8' })).toBe('list')
  })

  it('is Command on a Mac, where Control moves the caret', () => {
    expect(press('Meta+b', { isMac: true })).toBe('bold')
    expect(press('Ctrl+b', { isMac: true })).toBeNull()
    expect(press('Ctrl+e', { isMac: true })).toBeNull()
  })

  it('leaves the switcher and other combinations alone', () => {
    expect(press('Ctrl+k')).toBeNull()
    expect(press('Ctrl+Alt+b')).toBeNull()
    expect(press('b')).toBeNull()
  })
})
