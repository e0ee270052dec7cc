import { messageMarkup } from './message-markup.ts'
import { sanitise, type SafeHtml } from './sanitise.ts'

export type RenderedPart =
  { kind: 'html'; html: SafeHtml } | { kind: 'code'; text: string; language: string }

const MOST = 1_500
const rendered = new Map<string, readonly RenderedPart[]>()

/**
 * A message ready for the page. The last ones are kept by their text: a row that comes back on
 * screen, or changed in another way, is not read again.
 */
export function renderedMessage(text: string): readonly RenderedPart[] {
  const known = rendered.get(text)
  if (known) {
    rendered.delete(text)
    rendered.set(text, known)
    return known
  }
  const parts = messageMarkup(text).map((part): RenderedPart =>
    part.kind === 'html' ? { kind: 'html', html: sanitise(part.html) } : part,
  )
  rendered.set(text, parts)
  if (rendered.size > MOST) rendered.delete(rendered.keys().next().value!)
  return parts
}

/** Code with its colours; null where its language is not known, or it is too long for them. */
export async function colouredCode(code: string, language: string): Promise<SafeHtml | null> {
  const { highlighted } = await import('./highlighter.ts')
  const html = highlighted(code, language)
  return html === null ? null : sanitise(html)
}
