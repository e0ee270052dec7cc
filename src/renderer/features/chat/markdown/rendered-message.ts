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
