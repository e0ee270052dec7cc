import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { isIPv4 } from 'node:net'
import { der } from './der.ts'

export type SelfSigned = {
  /** Subject and issuer. */
  commonName: string
  dnsNames: readonly string[]
  /** IPv4 addresses as they are usually written, and `::1`. */
  addresses: readonly string[]
  from: Date
  until: Date
}

const oids = {
  commonName: '2.5.4.3',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  extendedKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
}
const VERSION_3 = 2

/**
 * A new P-256 key and the certificate it signs for itself (X.509 version 3), one after the other in PEM.
 * The certificate is a server's and no authority's: whoever trusts it trusts this one server.
 */
export function makeSelfSigned(wanted: SelfSigned): string {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
  return key + pem('CERTIFICATE', certificate(wanted, privateKey, publicKey))
}

function certificate(wanted: SelfSigned, privateKey: KeyObject, publicKey: KeyObject): Buffer {
  const algorithm = der.sequence(der.oid(oids.ecdsaWithSha256))
  const name = der.sequence(
    der.set(der.sequence(der.oid(oids.commonName), der.utf8(wanted.commonName))),
  )
  const content = der.sequence(
    der.tagged(0, der.integer(VERSION_3), true),
    der.positive(serialNumber()),
    algorithm,
    name,
    der.sequence(der.time(wanted.from), der.time(wanted.until)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }) as Buffer,
    der.tagged(3, extensions(wanted), true),
  )
  return der.sequence(content, algorithm, der.bits(sign('sha256', content, privateKey)))
}

/** 127 random bits, and above 0. */
function serialNumber(): Buffer {
  const bytes = randomBytes(16)
  bytes[0] = (bytes[0]! & 0x3f) | 0x40
  return bytes
}

function extensions({ addresses, dnsNames }: SelfSigned): Buffer {
  const names = [
    ...dnsNames.map((name) => der.tagged(2, Buffer.from(name, 'latin1'))),
    ...addresses.map((address) => der.tagged(7, addressBytes(address))),
  ]
  return der.sequence(
    extension(oids.basicConstraints, true, der.sequence()),
    extension(oids.extendedKeyUsage, false, der.sequence(der.oid(oids.serverAuth))),
    extension(oids.subjectAltName, false, der.sequence(...names)),
  )
}

function extension(oid: string, critical: boolean, value: Buffer): Buffer {
  return der.sequence(der.oid(oid), ...(critical ? [der.boolean(true)] : []), der.octets(value))
}

function addressBytes(address: string): Uint8Array {
  if (isIPv4(address)) return Uint8Array.from(address.split('.').map(Number))
  return Uint8Array.from({ length: 16 }, (_, index) => (index === 15 ? 1 : 0))
}

function pem(label: string, content: Buffer): string {
  const lines = content.toString('base64').match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}
