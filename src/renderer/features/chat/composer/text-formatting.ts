export type Selection = { start: number; end: number }
/** A change of part of a text: `text` takes the place of what lies between, then `select` is selected. */
export type TextEdit = { from: number; to: number; text: string; select: Selection }

export type Format =
  'bold' | 'italic' | 'strike' | 'code' | 'code-block' | 'quote' | 'list' | 'numbered-list' | 'link'

const MARKS = { bold: '**', italic: '_', strike: '~~', code: '`' } as const
const LINE_MARKS = { quote: '> ', list: '- ' } as const

/** How to give (or take away) a format where the selection is. */
export function formatEdit(text: string, selection: Selection, format: Format): TextEdit {
  switch (format) {
    case 'bold':
    case 'italic':
    case 'strike':
    case 'code':
      return wrap(text, selection, MARKS[format])
    case 'quote':
    case 'list':
      return prefix(text, selection, () => LINE_MARKS[format])
    case 'numbered-list':
      return prefix(text, selection, (index) => `${index + 1}. `)
    case 'code-block':
      return fence(text, selection)
    case 'link':
      return link(text, selection)
  }
}

function trimmed(text: string, { start, end }: Selection): Selection {
  let from = start
  let to = end
  while (from < to && /\s/.test(text[from]!)) from += 1
  while (to > from && /\s/.test(text[to - 1]!)) to -= 1
  return { start: from, end: to }
}

function wrap(text: string, selection: Selection, mark: string): TextEdit {
  const { start, end } = trimmed(text, selection)
  const inner = text.slice(start, end)
  const size = mark.length
  const outside = text.slice(start - size, start) === mark && text.slice(end, end + size) === mark
  if (outside) {
    const select = { start: start - size, end: end - size }
    return { from: start - size, to: end + size, text: inner, select }
  }
  const inside = inner.length >= 2 * size && inner.startsWith(mark) && inner.endsWith(mark)
  if (inside) {
    const bare = inner.slice(size, -size)
    return { from: start, to: end, text: bare, select: { start, end: start + bare.length } }
  }
  const select = { start: start + size, end: end + size }
  return { from: start, to: end, text: `${mark}${inner}${mark}`, select }
}

function wholeLines(text: string, { start, end }: Selection): Selection {
  const from = text.lastIndexOf('\n', start - 1) + 1
  const next = text.indexOf('\n', end)
  return { start: from, end: next < 0 ? text.length : next }
}

function prefix(text: string, selection: Selection, markOf: (index: number) => string): TextEdit {
  const { start, end } = wholeLines(text, selection)
  const lines = text.slice(start, end).split('\n')
  const marked = lines.every((line, index) => line.startsWith(markOf(index)))
  const changed = lines
    .map((line, index) => (marked ? line.slice(markOf(index).length) : markOf(index) + line))
    .join('\n')
  const caret = start + changed.length
  const select = lines.length > 1 ? { start, end: caret } : { start: caret, end: caret }
  return { from: start, to: end, text: changed, select }
}

function fence(text: string, { start, end }: Selection): TextEdit {
  const before = start > 0 && text[start - 1] !== '\n' ? '\n' : ''
  const after = end < text.length && text[end] !== '\n' ? '\n' : ''
  const opening = `${before}\`\`\`\n`
  const inner = text.slice(start, end)
  const select = { start: start + opening.length, end: end + opening.length }
  return { from: start, to: end, text: `${opening}${inner}\n\`\`\`${after}`, select }
}

/** Whatever of the two is missing is selected to be typed over. */
function link(text: string, { start, end }: Selection): TextEdit {
  const inner = text.slice(start, end)
  if (/^(?:https?:\/\/|mailto:)\S+$/i.test(inner)) {
    return {
      from: start,
      to: end,
      text: `[](${inner})`,
      select: { start: start + 1, end: start + 1 },
    }
  }
  const address = start + inner.length + 3
  const select = inner ? { start: address, end: address + 8 } : { start: start + 1, end: start + 1 }
  return { from: start, to: end, text: `[${inner}](https://)`, select }
}
