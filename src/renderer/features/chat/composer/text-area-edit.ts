import type { TextEdit } from './text-formatting.ts'

/**
 * Changes the text as if it had been typed, so that it can be undone. `execCommand` is the only way
 * to that, however old; where it does nothing the text is set, and the change cannot be undone.
 */
export function applyEdit(area: HTMLTextAreaElement, { from, to, text, select }: TextEdit): void {
  area.focus()
  area.setSelectionRange(from, to)
  const command = text === '' ? 'delete' : 'insertText'
  const unchanged = from === to && text === ''
  if (!unchanged && !document.execCommand(command, false, text)) {
    area.setRangeText(text, from, to, 'end')
    area.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }
  area.setSelectionRange(select.start, select.end)
}

/** Puts text in place of what is selected. */
export function insertText(area: HTMLTextAreaElement, text: string): void {
  const { selectionStart: from, selectionEnd: to } = area
  const end = from + text.length
  applyEdit(area, { from, to, text, select: { start: end, end } })
}
