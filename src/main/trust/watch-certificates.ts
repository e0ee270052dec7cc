import type { App, Certificate, Session } from 'electron'
import type { Fingerprint } from '../../../protocol/fingerprint.ts'
import { bareHost, hostOf } from './host-of.ts'
import type { TrustDesk } from './trust-desk.ts'

/** Chromium's numbers for what a check of a certificate came to. */
const ACCEPTED = 0
const AS_CHROMIUM_FOUND = -3
const NOT_VOUCHED_FOR = -202

/** Electron writes `sha256/BASE64`, with padding. */
export function fingerprintIn({ fingerprint }: Pick<Certificate, 'fingerprint'>): Fingerprint {
  const digest = fingerprint.replace(/^sha256\//, '')
  return digest.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/**
 * Lets the window speak to a space only while that shows the key it is known by: in requests, sockets and
 * pictures alike, before a byte of them is sent.
 *
 * The first check hears of the machine alone, and Chromium keeps what it answers for a while; so it lets
 * pass only what every space of that machine is pinned to. All else comes to the second one, which hears
 * of the address and is asked for each connection anew.
 */
export function watchCertificates(app: App, session: Session, desk: TrustDesk): void {
  const vouched = new Set<string>()
  const at = (host: string, seen: Fingerprint): string => `${host} ${seen}`
  session.setCertificateVerifyProc(({ certificate, hostname, verificationResult }, answer) => {
    const seen = fingerprintIn(certificate)
    if (verificationResult === 'net::OK') vouched.add(at(bareHost(hostname), seen))
    const known = desk.onMachine(hostname, seen)
    if (known === 'unpinned') answer(AS_CHROMIUM_FOUND)
    else answer(known === 'pinned' ? ACCEPTED : NOT_VOUCHED_FOR)
  })
  app.on('certificate-error', (event, _contents, url, _error, certificate, answer) => {
    event.preventDefault()
    const seen = fingerprintIn(certificate)
    answer(desk.admits(url, seen, vouched.has(at(hostOf(url).host, seen))))
    hearAnswers()
  })

  /** Only while something is wrong: otherwise every request would pass through here for nothing. */
  function hearAnswers(): void {
    if (desk.troubles().length === 0) return
    session.webRequest.onResponseStarted(({ fromCache, url }) => {
      if (fromCache) return
      desk.answered(url)
      if (desk.troubles().length === 0) session.webRequest.onResponseStarted(null)
    })
  }
}
