import { X509Certificate, createPrivateKey } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { der } from './der.ts'
import { makeSelfSigned, type SelfSigned } from './self-signed.ts'

const wanted: SelfSigned = {
  commonName: 'Parley space',
  dnsNames: ['localhost', 'office.local'],
  addresses: ['127.0.0.1', '::1'],
  from: new Date('2026-02-03T04:05:06.789Z'),
  until: new Date('9999-12-31T23:59:59Z'),
}

function made(change: Partial<SelfSigned> = {}) {
  const pem = makeSelfSigned({ ...wanted, ...change })
  return { key: createPrivateKey(pem), certificate: new X509Certificate(pem) }
}

it('makes a certificate that vouches for its own key', () => {
  const { certificate, key } = made()
  expect(certificate.verify(certificate.publicKey)).toBe(true)
  expect(certificate.checkPrivateKey(key)).toBe(true)
  expect(certificate.checkIssued(certificate)).toBe(true)
  expect(certificate.ca).toBe(false)
  expect(key.asymmetricKeyDetails).toMatchObject({ namedCurve: 'prime256v1' })
})

it('says in it what was asked for, as others read it', () => {
  const { certificate } = made()
  expect(certificate.subject).toBe('CN=Parley space')
  expect(certificate.issuer).toBe('CN=Parley space')
  expect(certificate.validFrom).toBe('Feb  3 04:05:06 2026 GMT')
  expect(certificate.validTo).toBe('Dec 31 23:59:59 9999 GMT')
  expect(certificate.checkHost('office.local')).toBe('office.local')
  expect(certificate.checkHost('other.local')).toBeUndefined()
  expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1')
  expect(certificate.checkIP('::1')).toBe('::1')
  expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1'])
})

it('makes another key and another number each time', () => {
  const [one, other] = [made().certificate, made().certificate]
  expect(one.fingerprint256).not.toBe(other.fingerprint256)
  expect(one.serialNumber).not.toBe(other.serialNumber)
})

it('can be read whatever its name and names are', () => {
  const label = fc.stringMatching(/^[a-z]{1,60}$/)
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 64 }), fc.array(label), (name, dnsNames) => {
      const { certificate } = made({ commonName: name, dnsNames: ['localhost', ...dnsNames] })
      expect(certificate.verify(certificate.publicKey)).toBe(true)
      for (const each of dnsNames) expect(certificate.checkHost(each)).toBe(each)
    }),
    { numRuns: 50 },
  )
})

it('writes numbers in the one way that is allowed', () => {
  const hex = (bytes: number[]): string => der.positive(Uint8Array.from(bytes)).toString('hex')
  expect(hex([0x7f])).toBe('02017f')
  expect(hex([0x80])).toBe('02020080')
  expect(hex([0, 0, 1])).toBe('020101')
  expect(hex([])).toBe('020100')
})

it.each([
  [127, '047f'],
  [128, '048180'],
  [256, '04820100'],
  [70_000, '0483011170'],
])('writes the length %i in the shortest way', (length, head) => {
  const octets = der.octets(new Uint8Array(length))
  expect(octets.subarray(0, head.length / 2).toString('hex')).toBe(head)
  expect(octets).toHaveLength(length + head.length / 2)
})

it.each([
  ['2049-12-31T23:59:59Z', '170d3439313233313233353935395a'],
  ['2050-01-01T00:00:00Z', '180f32303530303130313030303030305a'],
])('writes the time %s as its year asks for', (date, hex) => {
  expect(der.time(new Date(date)).toString('hex')).toBe(hex)
})
