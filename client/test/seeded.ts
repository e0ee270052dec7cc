import type { Ids } from '../../server/domain/ids.ts'

/** Numbers that look random and are the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 4_294_967_296
  }
}

/** The same ids in each run: who comes first among two people is part of the seed. */
export function seededIds(seed: number): Ids {
  const random = seeded(seed)
  const mint = (bytes: number): string =>
    Buffer.from(Array.from({ length: bytes }, () => random() * 256)).toString('base64url')
  return { id: () => mint(12), secret: () => mint(16), token: () => mint(32) }
}
