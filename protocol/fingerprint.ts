import * as z from 'zod/mini'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const BYTES = 32
const GROUP = 4

/**
 * By what a space's certificate is known: SHA-256 of its DER, base64url without padding. 43 characters,
 * of which the last holds 4 bits: it is spelled in one way only.
 */
export const fingerprint = z
  .string()
  .check(z.regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/, 'is not a fingerprint'))
export type Fingerprint = z.infer<typeof fingerprint>

/** @param digest the 32 bytes of a SHA-256 */
export function fingerprintOfDigest(digest: Uint8Array): Fingerprint {
  if (digest.length !== BYTES) throw new RangeError(`a digest has ${BYTES} bytes`)
  let text = ''
  for (let at = 0; at < BYTES; at += 3) {
    const bits = (digest[at]! << 16) | ((digest[at + 1] ?? 0) << 8) | (digest[at + 2] ?? 0)
    for (const shift of [18, 12, 6, 0]) text += ALPHABET[(bits >> shift) & 63]
  }
  return text.slice(0, -1)
}

/**
 * For people to compare: 16 groups of four hexadecimal digits, in capitals, as certificate tools show
 * them too.
 */
export function fingerprintGroups(print: Fingerprint): string[] {
  const hex = digestOf(print)
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase()
  return hex.match(new RegExp(`.{${GROUP}}`, 'g')) ?? []
}

function digestOf(print: Fingerprint): number[] {
  const bits = [...print].map((letter) => ALPHABET.indexOf(letter))
  return Array.from({ length: BYTES }, (_, index) => {
    const first = Math.floor((index * 8) / 6)
    const pair = (bits[first]! << 6) | bits[first + 1]!
    return (pair >> (4 - ((index * 8) % 6))) & 255
  })
}
