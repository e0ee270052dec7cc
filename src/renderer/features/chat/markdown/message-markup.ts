import type { MarkedToken, Token, Tokens } from 'marked'
import { lexMessage } from './message-lexer.ts'
import { isRich, paragraphsOf } from './plain-message.ts'
import { safeLink } from './safe-link.ts'

/** A message in the order in which it is shown: rich text, and code blocks with tools of their own. */
export type MarkupPart =
  { kind: 'html'; html: string } | { kind: 'code'; text: string; language: string }

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!)
}

/** Markup of a message. All that a person typed is escaped; the sanitiser still goes over it. */
export function messageMarkup(text: string): MarkupPart[] {
  const tokens = isRich(text) ? lexMessage(text) : null
  if (!tokens) return [{ kind: 'html', html: plainHtml(text) }]
  const parts: MarkupPart[] = []
  let html = ''
  function flush(): void {
    if (html) parts.push({ kind: 'html', html })
    html = ''
  }
  for (const token of tokens as MarkedToken[]) {
    if (token.type === 'code') {
      flush()
      parts.push({ kind: 'code', text: token.text, language: languageOf(token.lang) })
    } else {
      html += block(token)
    }
  }
  flush()
  return parts
}

function plainHtml(text: string): string {
  return paragraphsOf(text)
    .map((paragraph) => `<p dir="auto">${lines(paragraph)}</p>`)
    .join('')
}

function languageOf(info: string | undefined): string {
  return /^[\w+#.-]{1,20}/.exec(info ?? '')?.[0].toLowerCase() ?? ''
}

const blocks = (tokens: readonly Token[]): string =>
  (tokens as MarkedToken[]).map((token) => block(token)).join('')

function block(token: MarkedToken): string {
  switch (token.type) {
    case 'space':
      return ''
    case 'paragraph':
      return `<p dir="auto">${inline(token.tokens)}</p>`
    case 'heading':
      return `<p dir="auto"><strong>${inline(token.tokens)}</strong></p>`
    case 'hr':
      return '<hr>'
    case 'blockquote':
      return `<blockquote dir="auto">${blocks(token.tokens)}</blockquote>`
    case 'code':
      return `<pre dir="ltr"><code>${escapeHtml(token.text)}</code></pre>`
    case 'list':
      return list(token)
    case 'table':
      return table(token)
    case 'text':
      return token.tokens ? inline(token.tokens) : lines(token.text)
    case 'checkbox':
      return checkbox(token)
    default:
      return `<p dir="auto">${lines(token.raw)}</p>`
  }
}

function list(token: Tokens.List): string {
  const items = token.items.map((item) => `<li dir="auto">${blocks(item.tokens)}</li>`).join('')
  if (!token.ordered) return `<ul dir="auto">${items}</ul>`
  const start = Number(token.start)
  return `<ol dir="auto"${start === 1 ? '' : ` start="${start}"`}>${items}</ol>`
}

function checkbox(token: Tokens.Checkbox): string {
  return `<span class="checkbox">${token.checked ? '☑' : '☐'}</span> `
}

function table(token: Tokens.Table): string {
  function cells(row: readonly Tokens.TableCell[], tag: 'th' | 'td'): string {
    return row.map((cell) => `<${tag}${alignment(cell)}>${inline(cell.tokens)}</${tag}>`).join('')
  }
  const head = `<thead><tr>${cells(token.header, 'th')}</tr></thead>`
  const body = token.rows.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('')
  return `<div class="table"><table dir="auto">${head}<tbody>${body}</tbody></table></div>`
}

function alignment(cell: Tokens.TableCell): string {
  return cell.align === 'center' || cell.align === 'right' ? ` class="${cell.align}"` : ''
}

const inline = (tokens: readonly Token[]): string =>
  (tokens as MarkedToken[]).map((token) => span(token)).join('')

function span(token: MarkedToken): string {
  switch (token.type) {
    case 'text':
      return token.tokens ? inline(token.tokens) : lines(token.text)
    case 'escape':
      return escapeHtml(token.text)
    case 'strong':
    case 'em':
    case 'del':
      return `<${token.type}>${inline(token.tokens)}</${token.type}>`
    case 'codespan':
      return `<code dir="ltr">${escapeHtml(token.text)}</code>`
    case 'br':
      return '<br>'
    case 'link':
      return link(token, inline(token.tokens))
    case 'image':
      return link(token, escapeHtml(token.text || token.href))
    case 'checkbox':
      return checkbox(token)
    default:
      return lines(token.raw)
  }
}

function link(token: Tokens.Link | Tokens.Image, label: string): string {
  const href = safeLink(token.href)
  if (href === null) return lines(token.raw)
  const address = escapeHtml(href)
  return `<a href="${address}" title="${address}" target="_blank" rel="noopener noreferrer nofollow">${label}</a>`
}

function lines(text: string): string {
  return escapeHtml(text).replaceAll('\n', '<br>')
}
