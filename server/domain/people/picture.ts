import { createHash } from 'node:crypto'
import { Refused, limits, type UserId } from '../../../protocol/index.ts'
import type { Picture } from '../../storage/storage.ts'

const signatures: readonly { type: string; matches: (bytes: Buffer) => boolean }[] = [
  { type: 'image/png', matches: (bytes) => startsWith(bytes, '89504e470d0a1a0a') },
  { type: 'image/jpeg', matches: (bytes) => startsWith(bytes, 'ffd8ff') },
  {
    type: 'image/webp',
    matches: (bytes) =>
      bytes.length > 12 && bytes.toString('latin1', 0, 4) === 'RIFF' && isWebp(bytes),
  },
]

/**
 * A person's picture. The key is made of the person and the image: nobody guesses it without having the
 * image, and two people with the same image have a copy each, so that one can be deleted.
 * @throws Refused `too_large`, `invalid`
 */
export function pictureOf(user: UserId, image: Uint8Array): Picture {
  if (image.byteLength > limits.pictureBytes) {
    const details = { field: 'body', limit: limits.pictureBytes }
    throw new Refused('too_large', 'body: the picture is too large', details)
  }
  const bytes = Buffer.from(image.buffer, image.byteOffset, image.byteLength)
  const type = signatures.find(({ matches }) => matches(bytes))?.type
  if (!type) {
    throw new Refused('invalid', 'body: must be a PNG, JPEG or WebP image', { field: 'body' })
  }
  const key = createHash('sha256').update(`${user}\n`).update(bytes).digest('base64url')
  return { key, type, bytes: image }
}

function startsWith(bytes: Buffer, hex: string): boolean {
  return bytes.length > hex.length / 2 && bytes.toString('hex', 0, hex.length / 2) === hex
}

function isWebp(bytes: Buffer): boolean {
  return bytes.toString('latin1', 8, 12) === 'WEBP'
}
