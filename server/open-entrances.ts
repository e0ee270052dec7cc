import type { Fingerprint } from '../protocol/index.ts'
import { secureAppWith, shownCertificate } from './chosen-certificate.ts'
import type { Config } from './config.ts'
import type { OpenEntrance } from './listening.ts'
import type { Logger } from './observability/logger.ts'
import type { Certificate } from './security/certificate/certificate.ts'
import type { Entrance } from './transport/entrances.ts'
import { createApp } from './transport/uws.ts'

/** Where the server is about to listen, and by what it is known there. */
export type Entrances = {
  open: readonly [OpenEntrance, ...OpenEntrance[]]
  /** Of the certificate that it shows, where no authority vouches for that; null without TLS as well. */
  fingerprint: Fingerprint | null
}

/** @param own the space's certificate; null where nothing is kept. @throws StartRefused */
export function openEntrances(
  [first, ...others]: readonly [Entrance, ...Entrance[]],
  own: Certificate | null,
  { config, logger }: { config: Config; logger: Logger },
): Entrances {
  const shown = shownCertificate(config, own, logger)
  const beside = others.map((entrance) => ({ ...entrance, app: createApp() }))
  if (!first.isSecure)
    return { open: [{ ...first, app: createApp() }, ...beside], fingerprint: null }
  const { app, certificate } = secureAppWith(shown)
  return { open: [{ ...first, app }, ...beside], fingerprint: certificate.fingerprint }
}
