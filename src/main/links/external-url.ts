const allowed = new Set(['http:', 'https:', 'mailto:'])

/** The address as it may be given to the system, or nothing: a link must never start a program. */
export function externalUrl(written: string): string | undefined {
  let url: URL
  try {
    url = new URL(written)
  } catch {
    return undefined
  }
  return allowed.has(url.protocol) ? url.href : undefined
}
