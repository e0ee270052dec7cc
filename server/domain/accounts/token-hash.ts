import { createHash } from 'node:crypto'

/** What is stored of a token. It has 256 random bits, so a fast hash is enough. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
