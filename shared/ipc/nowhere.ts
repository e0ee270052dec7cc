/**
 * Where a space is that gave way to another one at its address and was met nowhere else: a name that never
 * is anybody's (RFC 2606). It is looked for by its key.
 */
export const nowhere = 'https://nowhere.invalid'

/** The origin at which a space is; null where nobody knows. */
export function whereIs({ url }: { url: string }): string | null {
  const { origin } = new URL(url)
  return origin === nowhere ? null : origin
}
