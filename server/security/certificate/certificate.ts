import { createHash, createPrivateKey, X509Certificate } from 'node:crypto'
import { fingerprintOfDigest, type Fingerprint } from '../../../protocol/index.ts'

/** What the server shows those who connect by TLS, as the native library takes it. */
export type Certificate = {
  keyFile: string
  certificateFile: string
  /** By what it is known. Null where an authority vouches for it: then it may be renewed at any time. */
  fingerprint: Fingerprint | null
}

/** A key and a certificate that are of no use. The message is part of a sentence. */
export class UnusableCertificate extends Error {
  override readonly name = 'UnusableCertificate'
}

/** @throws UnusableCertificate where one is missing or damaged, or where they are not of a pair */
export function readPair(certificatePem: string, keyPem: string): X509Certificate {
  const certificate = tryTo(
    () => new X509Certificate(certificatePem),
    'it holds no certificate in PEM, or a damaged one',
  )
  const key = tryTo(
    () => createPrivateKey(keyPem),
    'it holds no private key in PEM, or a damaged or locked one',
  )
  if (!certificate.checkPrivateKey(key)) {
    throw new UnusableCertificate('the key is not that of the certificate')
  }
  return certificate
}

export function fingerprintOf({ raw }: X509Certificate): Fingerprint {
  return fingerprintOfDigest(createHash('sha256').update(raw).digest())
}

function tryTo<T>(read: () => T, complaint: string): T {
  try {
    return read()
  } catch {
    throw new UnusableCertificate(complaint)
  }
}
