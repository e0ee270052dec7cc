const SCHEMES = new Set(['http:', 'https:', 'mailto:'])
// Controls, white space, and marks that change the direction of what follows.
const HIDDEN = /[\p{Cc}\p{Zs}\p{Zl}\p{Zp}\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u

/** The address if a message may link to it, normalised; null for any scheme but http, https, mailto. */
export function safeLink(href: string): string | null {
  const trimmed = href.trim()
  if (HIDDEN.test(trimmed) || !/^(?:https?:\/\/|mailto:)/i.test(trimmed)) return null
  try {
    const url = new URL(trimmed)
    return SCHEMES.has(url.protocol) ? url.href : null
  } catch {
    return null
  }
}
