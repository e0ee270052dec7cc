/** Random bytes. `crypto.getRandomValues` is there on plain http too, which `crypto.subtle` is not. */
export type RandomBytes = (length: number) => Uint8Array

export const systemRandom: RandomBytes = (length) =>
  globalThis.crypto.getRandomValues(new Uint8Array(length))

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** 96 random bits in base64url. */
export function mintId(random: RandomBytes): string {
  let id = ''
  for (const byte of random(16)) id += LETTERS[byte & 63]
  return id
}

/**
 * A write's idempotency key: 72 random bits after the time, so that a database which keeps keys in order
 * adds new ones at the end and not all over the place.
 */
export function mintKey(random: RandomBytes, now: number): string {
  return Math.floor(now).toString(36).padStart(8, '0') + mintId(random).slice(4)
}

/** At least 0, less than 1. */
export function fraction(random: RandomBytes): number {
  const [a = 0, b = 0, c = 0] = random(3)
  return (a * 65536 + b * 256 + c) / 16777216
}
