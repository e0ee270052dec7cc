import { readFileSync, statSync } from 'node:fs'
import type { Logger } from '../../observability/logger.ts'
import { StartRefused } from '../../start-refused.ts'
import { UnusableCertificate, fingerprintOf, readPair, type Certificate } from './certificate.ts'

/**
 * The operator's own certificate, with those that vouch for it after it in the same file, and its key.
 * @throws StartRefused
 */
export function readGivenCertificate(
  certificateFile: string,
  keyFile: string,
  logger: Logger,
): Certificate {
  const pems = [certificateFile, keyFile].map(read) as [string, string]
  if (process.platform !== 'win32' && (statSync(keyFile).mode & 0o077) !== 0) {
    logger.warn({ file: keyFile }, 'the key of the certificate can be read by others')
  }
  try {
    const certificate = readPair(...pems)
    if (Date.parse(certificate.validTo) < Date.now()) {
      logger.warn(
        { file: certificateFile, until: certificate.validTo },
        'the certificate has expired',
      )
    }
    const isSelfSigned =
      certificate.checkIssued(certificate) && certificate.verify(certificate.publicKey)
    const fingerprint = isSelfSigned ? fingerprintOf(certificate) : null
    return { certificateFile, keyFile, fingerprint }
  } catch (error) {
    if (!(error instanceof UnusableCertificate)) throw error
    throw new StartRefused(
      `The certificate ${certificateFile} with the key ${keyFile} cannot be used (${error.message}). Name others with --certificate and --key, or leave both out.`,
    )
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new StartRefused(`${file} cannot be read (${(error as Error).message}).`)
  }
}
