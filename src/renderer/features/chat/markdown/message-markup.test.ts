import { describe, expect, it } from 'vitest'
import { messageMarkup } from './message-markup.ts'

function html(text: string): string {
  return messageMarkup(text)
    .map((part) => (part.kind === 'html' ? part.html : `[code ${part.language}|${part.text}]`))
    .join('')
}

/** Without what every block and link carries. */
const brief = (text: string) =>
  html(text).replace(/ (?:dir="auto"|dir="ltr"|title="[^"]*"|target="_blank"|rel="[^"]*")/g, '')

describe('plain messages', () => {
  it('keep their lines and paragraphs', () => {
    expect(brief('one\ntwo\n\nthree')).toBe('<p>one<br>two</p><p>three</p>')
  })

  it('are the same whether or not they pass by the parser', () => {
    const marked = brief('one\ntwo\n\nthree *x*').replace(' <em>x</em>', '')
    expect(marked).toBe(brief('one\ntwo\n\nthree'))
  })

  it('let each paragraph find its own direction', () => {
    expect(html('שלום\n\nhello').match(/dir="auto"/g)).toHaveLength(2)
  })
})

describe('markup', () => {
  it.each([
    ['**a** *b* _c_ ~~d~~', '<p><strong>a</strong> <em>b</em> <em>c</em> <del>d</del></p>'],
    ['`a *b* <i>`', '<p><code>a *b* &lt;i&gt;</code></p>'],
    ['# Head', '<p><strong>Head</strong></p>'],
    ['text\n---\nmore', '<p>text</p><hr><p>more</p>'],
    ['> q', '<blockquote><p>q</p></blockquote>'],
    ['- a\n- b', '<ul><li>a</li><li>b</li></ul>'],
    ['7. a\n8. b', '<ol start="7"><li>a</li><li>b</li></ol>'],
    ['- [x] a', '<ul><li><span class="checkbox">☑</span> a</li></ul>'],
    ['snake_case_name', '<p>snake_case_name</p>'],
    ['    four spaces are no code', '<p>four spaces are no code</p>'],
    ['[x]: http://a.b is shown', '<p>[x]: <a href="http://a.b/">http://a.b</a> is shown</p>'],
  ])('%j', (text, expected) => {
    expect(brief(text)).toBe(expected)
  })

  it('shows small tables, with their alignment', () => {
    expect(brief('|a|b|\n|-|-:|\n|1|2|')).toContain('<td>1</td><td class="right">2</td>')
  })

  it('hands code blocks over by themselves, with a language that is a plain word', () => {
    expect(html('a\n```TS title="x"\nlet a = "<b>"\n```\nb')).toBe(
      `<p dir="auto">a</p>[code ts|let a = "<b>"]<p dir="auto">b</p>`,
    )
    expect(html('```"><script>\nx\n```')).toBe('[code |x]')
  })
})

describe('links', () => {
  it.each([
    ['https://a.b/c?d=e&f', 'https://a.b/c?d=e&amp;f'],
    ['www.a.org', 'http://www.a.org/'],
    ['me@a.org', 'mailto:me@a.org'],
    ['[text](https://a.b "tip")', 'https://a.b/'],
    ['<https://a.b>', 'https://a.b/'],
    ['![picture](https://a.b/x.png)', 'https://a.b/x.png'],
  ])('%s can be followed, outside', (text, href) => {
    expect(html(text)).toContain(`<a href="${href}" title="${href}" target="_blank" rel="noopener`)
  })

  it('never loads an image', () => {
    expect(html('![x](https://a.b/x.png)')).not.toContain('<img')
  })
})

const hostile = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<a href="javascript:alert(1)">x</a>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java\tscript:alert(1))',
  '[x](java&#115;cript:alert(1))',
  '[x](\u0001javascript:alert(1))',
  '[x](data:text/html;base64,PHNjcmlwdD4=)',
  '[x](vbscript:msgbox)',
  '[x](file:///etc/passwd)',
  '[x](//a.b/c)',
  '[x](blob:https://a.b/c)',
  '[x](https://a.b/\u202egnp.exe)',
  '![x](javascript:alert(1))',
  '<javascript:alert(1)>',
  '[x](https://a.b" onmouseover="alert(1))',
  '[x](https://a.b "t" onmouseover="alert(1)")',
  '[<img src=x onerror=alert(1)>](https://a.b)',
  '`<img src=x onerror=alert(1)>`',
  '|<img src=x onerror=alert(1)>|\n|-|\n|<svg onload=alert(1)>|',
  '```<img src=x onerror=alert(1)>\n</code></pre><img src=x>\n```',
  '> </blockquote><iframe src=//a.b>',
  '"><img src=x onerror=alert(1)>',
  '<!--<img src="--><img src=x onerror=alert(1)//">',
  '<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
]

const TAG =
  /<\/?(?:p|br|hr|strong|em|del|code|pre|blockquote|ul|ol|li|div|span|table|thead|tbody|tr|th|td|a)(?: (?:dir|class|title|target|rel|start|href)="[^"<>]*")*>/g

describe('hostile messages', () => {
  it.each(hostile)('%j becomes text', (text) => {
    const parts = messageMarkup(text)
    for (const part of parts) {
      if (part.kind === 'code') continue
      expect(part.html.replace(TAG, '')).not.toMatch(/[<>"]/)
      for (const [, href] of part.html.matchAll(/href="([^"]*)"/g)) {
        expect(href).toMatch(/^(?:https?:\/\/|mailto:)/)
      }
    }
  })
})

describe('text that is made to be slow', () => {
  const fill = (unit: string) => unit.repeat(Math.ceil(10_000 / unit.length)).slice(0, 10_000)
  const units = ['[', '![', '[](', '[a](b', '> ', '- ', '1. ', '> - ', '*', '*a_', 'a__', '~~a ']
  const more = [
    '`a',
    '<a',
    '&',
    '\\',
    '|a',
    '| - |\n',
    '\n',
    '  \n',
    'http://',
    'a@',
    '```\n',
    '🙂',
  ]
  const slow = [...units, ...more].map(fill)
  const shapes = [
    '['.repeat(5000) + ']'.repeat(5000),
    '['.repeat(3000) + '](a)'.repeat(1700),
    `${'*'.repeat(5000)}a${'*'.repeat(4999)}`,
    '*a '.repeat(1600) + 'a* '.repeat(1600),
    `${'|a'.repeat(1000)}|\n${'|-'.repeat(1000)}|\n${'|\n'.repeat(2900)}`,
    Array.from({ length: 130 }, (_, depth) => `${' '.repeat(depth)}- a`).join('\n'),
  ]

  it.each([...slow, ...shapes].map((text) => ({ start: text.slice(0, 8), text })))(
    '$start… ends, and stays in proportion',
    { timeout: 2_000 },
    ({ text }) => {
      expect(html(text).length).toBeLessThan(text.length * 40)
    },
  )

  it('leaves a table as it was typed rather than make a million cells of it', () => {
    expect(html(shapes[4]!)).not.toContain('<table')
  })

  it('nests quotes and lists no deeper than a reader can follow', () => {
    expect(html(fill('> ')).match(/<blockquote/g)!.length).toBeLessThanOrEqual(8)
  })
})
