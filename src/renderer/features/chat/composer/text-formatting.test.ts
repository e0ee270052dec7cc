import { describe, expect, it } from 'vitest'
import { formatEdit, type Format } from './text-formatting.ts'

/** Formats what stands between the two bars, and shows the selection in the same way. */
function format(marked: string, how: Format): string {
  const start = marked.indexOf('|')
  const end = marked.lastIndexOf('|') - 1
  const text = marked.replaceAll('|', '')
  const edit = formatEdit(text, { start, end: Math.max(start, end) }, how)
  const next = text.slice(0, edit.from) + edit.text + text.slice(edit.to)
  const { select } = edit
  return `${next.slice(0, select.start)}|${next.slice(select.start, select.end)}|${next.slice(select.end)}`
}

describe('marks around a selection', () => {
  it('are put on and taken off again', () => {
    expect(format('a |word| b', 'bold')).toBe('a **|word|** b')
    expect(format('a **|word|** b', 'bold')).toBe('a |word| b')
    expect(format('a |**word**| b', 'bold')).toBe('a |word| b')
  })

  it('leave white space outside, where Markdown would not see them', () => {
    expect(format('a| word |b', 'italic')).toBe('a _|word|_ b')
  })

  it('wait for what is typed next where nothing is selected', () => {
    expect(format('a ||', 'code')).toBe('a `||`')
  })
})

describe('lines', () => {
  it('are quoted and listed whole', () => {
    expect(format('one\ntw|o\nthr|ee', 'quote')).toBe('one\n|> two\n> three|')
    expect(format('|a\nb|', 'numbered-list')).toBe('|1. a\n2. b|')
    expect(format('|> a\n> b|', 'quote')).toBe('|a\nb|')
  })
})

describe('a code block', () => {
  it('stands on lines of its own', () => {
    expect(format('see |let a| here', 'code-block')).toBe('see \n```\n|let a|\n```\n here')
  })
})

describe('a link', () => {
  it('asks for what is missing', () => {
    expect(format('the |plan|', 'link')).toBe('the [plan](|https://|)')
    expect(format('|https://a.b|', 'link')).toBe('[||](https://a.b)')
    expect(format('||', 'link')).toBe('[||](https://)')
  })
})
