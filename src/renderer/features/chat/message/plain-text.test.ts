import { describe, expect, it } from 'vitest'
import { plainText } from './plain-text.ts'

describe('one line of a message', () => {
  it.each([
    ['two\nlines', 'two lines'],
    [
      '**bold** and *italic* and _too_ and ~~gone~~ and `code`',
      'bold and italic and too and gone and code',
    ],
    ['```ts\nlet a = 1\n```', 'let a = 1'],
    ['> quoted\nanswer', 'quoted answer'],
    ['- [x] done\n- open', 'done open'],
    ['## Head', 'Head'],
    ['| day | who |\n|---|---:|\n| Mon | Ben |', 'day · who Mon · Ben'],
    ['see [the plan](https://a.b/c) and ![it](http://x.y)', 'see the plan and it'],
    ['snake_case_name and 2 * 3 * 4', 'snake_case_name and 2 * 3 * 4'],
    ['<b>as typed</b>', '<b>as typed</b>'],
  ])('%j', (markdown, line) => {
    expect(plainText(markdown)).toBe(line)
  })

  it('is cut with an ellipsis, never through an emoji', () => {
    expect(plainText('a'.repeat(20), 10)).toBe(`${'a'.repeat(9)}…`)
    expect(plainText(`${'a'.repeat(8)}👍 and more`, 10)).toBe(`${'a'.repeat(8)}…`)
  })

  it.each(['[', '[](', '**', '*a', '_a ', '`', '> ', '- ', '\n', ' '])(
    'comes at once from ten thousand characters of %j',
    { timeout: 1_000 },
    (unit) => {
      expect(plainText(unit.repeat(10_000 / unit.length)).length).toBeLessThanOrEqual(280)
    },
  )
})
