import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fingerprint, fingerprintGroups, fingerprintOfDigest } from './fingerprint.ts'

const EMPTY = '47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU'
const digests = fc.uint8Array({ minLength: 32, maxLength: 32 })

describe('a fingerprint', () => {
  it('is a SHA-256 in base64url without padding', () => {
    const digest = createHash('sha256').digest()
    expect(fingerprintOfDigest(digest)).toBe(EMPTY)
    expect(fingerprint.parse(EMPTY)).toBe(EMPTY)
  })

  it('is spelled as others spell it, whatever the digest', () => {
    fc.assert(
      fc.property(digests, (digest) => {
        const print = fingerprintOfDigest(digest)
        expect(print).toBe(Buffer.from(digest).toString('base64url'))
        expect(fingerprint.safeParse(print).success).toBe(true)
      }),
    )
  })

  it.each([
    ['too short', EMPTY.slice(1)],
    ['too long', `${EMPTY}A`],
    ['padded', `${EMPTY}=`],
    ['in the other alphabet', EMPTY.replace('-', '+').replace('_', '/')],
    ['with bits beyond the digest', `${EMPTY.slice(0, -1)}V`],
    ['in hexadecimal', createHash('sha256').digest('hex')],
    ['empty', ''],
    ['on two lines', `${EMPTY}\n`],
  ])('is none where it is %s', (_, text) => {
    expect(fingerprint.safeParse(text).success).toBe(false)
  })

  it('is made of nothing but a whole digest', () => {
    expect(() => fingerprintOfDigest(new Uint8Array(20))).toThrow(RangeError)
  })
})

describe('for people to compare, a fingerprint', () => {
  it('is in groups of four digits', () => {
    const groups = fingerprintGroups(EMPTY)
    expect(groups).toHaveLength(16)
    expect(groups.slice(0, 4)).toEqual(['E3B0', 'C442', '98FC', '1C14'])
  })

  it('shows the whole digest', () => {
    fc.assert(
      fc.property(digests, (digest) => {
        const shown = fingerprintGroups(fingerprintOfDigest(digest)).join('')
        expect(shown).toBe(Buffer.from(digest).toString('hex').toUpperCase())
      }),
    )
  })
})
