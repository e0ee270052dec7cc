/** What the composer knows when a key is pressed. */
export type ComposerState = {
  empty: boolean
  /** The caret stands at the very beginning, with nothing selected. */
  atBeginning: boolean
  editing: boolean
  replying: boolean
  /** A list of completions is open. */
  completing: boolean
  isMac: boolean
  /** What the person chose: Enter sends, or Ctrl/Cmd+Enter does and Enter begins a new line. */
  enterSends: boolean
}

export type ComposerAction =
  | 'send'
  | 'newline'
  | 'edit-last'
  | 'cancel'
  | 'completion-next'
  | 'completion-previous'
  | 'completion-take'
  | 'completion-close'
  | 'bold'
  | 'italic'
  | 'strike'
  | 'code'
  | 'code-block'
  | 'quote'
  | 'list'
  | 'numbered-list'
  | 'link'

type Key = Pick<
  KeyboardEvent,
  'key' | 'code' | 'keyCode' | 'isComposing' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'
>

const COMPLETING: Record<string, ComposerAction> = {
  ArrowDown: 'completion-next',
  ArrowUp: 'completion-previous',
  Enter: 'completion-take',
  Tab: 'completion-take',
  Escape: 'completion-close',
}

/** By the letter that the key types, and with Shift by the key's place where Shift changes the letter. */
const FORMATS: Record<string, ComposerAction> = { b: 'bold', i: 'italic', e: 'code' }
const SHIFTED: Record<string, ComposerAction> = { x: 'strike', k: 'link', e: 'code-block' }
const SHIFTED_PLACES: Record<string, ComposerAction> = {
  Digit7: 'numbered-list',
  Digit8: 'list',
  Digit9: 'quote',
}

function formatting(key: Key): ComposerAction | null {
  const letter = key.key.toLowerCase()
  if (!key.shiftKey) return FORMATS[letter] ?? null
  return SHIFTED[letter] ?? SHIFTED_PLACES[key.code] ?? null
}

/**
 * What a key does in the composer, or null where the text area does as it always does. While an input
 * method composes (229 is how some browsers say it) every key is its own, Enter above all.
 */
export function composerAction(key: Key, state: ComposerState): ComposerAction | null {
  if (key.isComposing || key.keyCode === 229) return null
  const modified = key.ctrlKey || key.metaKey || key.altKey
  if (state.completing && !modified && !key.shiftKey && key.key in COMPLETING) {
    return COMPLETING[key.key]!
  }
  const command = state.isMac ? key.metaKey && !key.ctrlKey : key.ctrlKey && !key.metaKey
  if (key.key === 'Enter') {
    if (!modified && (key.shiftKey || !state.enterSends)) return 'newline'
    return key.altKey || key.shiftKey ? null : 'send'
  }
  if (command && !key.altKey) return formatting(key)
  if (modified || key.shiftKey) return null
  if (key.key === 'Escape') return state.editing || state.replying ? 'cancel' : null
  if (key.key === 'ArrowUp' && state.empty && !state.editing) return 'edit-last'
  return null
}
