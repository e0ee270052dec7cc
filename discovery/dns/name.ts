/**
 * A domain name as its labels, without the root. A label may hold any letter, a dot too: what a space is
 * called is one label.
 */
export type DnsName = readonly string[]

/** In bytes of UTF-8. RFC 1035, section 2.3.4 */
export const maxLabel = 63

/** The same for names that are equal: ASCII letters in whatever case (RFC 6762, section 16). */
export function nameKey(name: DnsName): string {
  return name.map((label) => `${label.length}:${lowerAscii(label)}`).join('.')
}

export function sameName(one: DnsName, other: DnsName): boolean {
  return one.length === other.length && nameKey(one) === nameKey(other)
}

const lowerAscii = (text: string): string =>
  text.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase())
