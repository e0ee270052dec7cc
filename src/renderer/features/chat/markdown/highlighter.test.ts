import { describe, expect, it } from 'vitest'
import { highlighted } from './highlighter.ts'

describe('colours in code', () => {
  it('are classes around escaped text', () => {
    const html = highlighted('const a = "<b>" // hi', 'ts')!
    expect(html).toContain('<span class="hljs-keyword">const</span>')
    expect(html).toContain('&lt;b&gt;')
    expect(html).not.toContain('<b>')
  })

  it.each(['py', 'yml', 'html', 'sh', 'c++', 'rs'])('know %s by its short name', (language) => {
    expect(highlighted('x', language)).not.toBeNull()
  })

  it('stay away from unknown languages and long code', () => {
    expect(highlighted('x', 'brainfuck')).toBeNull()
    expect(highlighted('x'.repeat(10_000), 'ts')).toBeNull()
  })

  const units = [
    '(',
    '{',
    '[',
    '<',
    '"',
    "'",
    '`${',
    '/*',
    '//',
    '#',
    '\\',
    'a(',
    '<a ',
    '$(',
    '@',
    '=> ',
  ]
  const known = [
    'ts',
    'py',
    'html',
    'bash',
    'cpp',
    'cs',
    'java',
    'php',
    'rb',
    'rust',
    'sql',
    'swift',
    'kotlin',
    'yaml',
    'css',
    'go',
    'ini',
    'diff',
    'powershell',
  ]
  it.each(known)(
    'come in time for what is made to be slow in %s',
    { timeout: 10_000 },
    (language) => {
      for (const unit of units) {
        expect(highlighted(unit.repeat(6_000 / unit.length), language)).not.toBeNull()
      }
    },
  )
})
