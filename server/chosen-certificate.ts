import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from './config.ts'
import type { Logger } from './observability/logger.ts'
import type { Certificate } from './security/certificate/certificate.ts'
import { readGivenCertificate } from './security/certificate/given-certificate.ts'
import { certificateFileName, makeCertificateAt } from './security/certificate/space-certificate.ts'
import { StartRefused } from './start-refused.ts'
import { createSecureApp, type TemplatedApp } from './transport/uws.ts'

type Chosen = Pick<Config, 'certificate' | 'key' | 'tls'>

/** The operator's own certificate; null where none was given. @throws StartRefused */
function givenCertificate({ certificate, key, tls }: Chosen, logger: Logger): Certificate | null {
  if (certificate === null && key === null) return null
  if (certificate === null || key === null) {
    throw new StartRefused('--certificate and --key belong together: give both or neither.')
  }
  if (tls === 'off') {
    throw new StartRefused('A certificate is of no use with --tls off: leave out one of the two.')
  }
  return readGivenCertificate(certificate, key, logger)
}

/** The one that people are shown: the operator's own, or else the space's. @throws StartRefused */
export function shownCertificate(
  config: Chosen,
  own: Certificate | null,
  logger: Logger,
): Certificate | null {
  return givenCertificate(config, logger) ?? own
}

export type SecureApp = { app: TemplatedApp; certificate: Certificate }

/** An app that shows this certificate; where there is none, one that is forgotten at the end. */
export function secureAppWith(certificate: Certificate | null): SecureApp {
  if (certificate) return { app: appWith(certificate), certificate }
  const folder = mkdtempSync(join(tmpdir(), 'parley-key-'))
  try {
    const passing = makeCertificateAt(join(folder, certificateFileName))
    return { app: appWith(passing), certificate: passing }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function appWith({ certificateFile, keyFile }: Certificate): TemplatedApp {
  try {
    return createSecureApp(keyFile, certificateFile)
  } catch {
    throw new StartRefused(
      `The certificate ${certificateFile} with the key ${keyFile} cannot be used for TLS. Another kind of key may help: P-256, or RSA with 2048 bits.`,
    )
  }
}
