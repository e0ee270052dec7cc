/**
 * A combination as it is written down: `mod+shift+k`, `f6`, `alt+arrowup`. `mod` is Command on a Mac
 * and Control elsewhere; the last part is the key's name in lower case, or its character.
 */
export type KeyCombination = string

const MODIFIERS = ['mod', 'ctrl', 'alt', 'shift'] as const
type Modifier = (typeof MODIFIERS)[number]

const MAC_SIGNS: Record<string, string> = {
  mod: '⌘',
  ctrl: '⌃',
  alt: '⌥',
  shift: '⇧',
  enter: '↵',
  backspace: '⌫',
  delete: '⌦',
}
const SIGNS: Record<string, string> = {
  mod: 'Ctrl',
  ctrl: 'Ctrl',
  alt: 'Alt',
  shift: 'Shift',
  enter: 'Enter',
  escape: 'Esc',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  space: 'Space',
}

export function isMac(): boolean {
  return typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.platform)
}

function split(combination: KeyCombination): { modifiers: Set<Modifier>; key: string } {
  const parts = combination.toLowerCase().split('+')
  const key = parts.pop() || '+'
  return { modifiers: new Set(parts.filter((part) => part !== '') as Modifier[]), key }
}

/** What is printed on the keys, in the order in which they are pressed. */
export function keyCaps(combination: KeyCombination, mac = isMac()): string[] {
  const { modifiers, key } = split(combination)
  const signs = mac ? { ...SIGNS, ...MAC_SIGNS } : SIGNS
  const caps = MODIFIERS.filter((modifier) => modifiers.has(modifier))
  const name = key.length > 1 ? key[0]!.toUpperCase() + key.slice(1) : key.toUpperCase()
  return [...caps.map((cap) => signs[cap]!), signs[key] ?? name]
}

/** Whether a key event is this combination. Never while an input method composes. */
export function pressed(event: KeyboardEvent, combination: KeyCombination, mac = isMac()): boolean {
  if (event.isComposing || event.keyCode === 229) return false
  const { modifiers, key } = split(combination)
  const ctrl = modifiers.has('ctrl') || (modifiers.has('mod') && !mac)
  const meta = modifiers.has('mod') && mac
  if (event.ctrlKey !== ctrl || event.metaKey !== meta) return false
  if (event.altKey !== modifiers.has('alt')) return false
  // A character such as `?` or `/` may need Shift on this keyboard: the character itself is what counts.
  const isLetter = /^[a-z0-9]$/.test(key) || key.length > 1
  if (isLetter && event.shiftKey !== modifiers.has('shift')) return false
  return event.key.toLowerCase() === (key === 'space' ? ' ' : key)
}
