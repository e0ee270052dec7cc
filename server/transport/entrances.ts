import { bracketed } from '../../protocol/index.ts'
import type { Config } from '../config.ts'
import { isLoopback } from './loopback.ts'

/** An address that the server listens on, and whether it speaks TLS there. */
export type Entrance = { host: string; isSecure: boolean }

type Chosen = Pick<Config, 'host' | 'tls' | 'certificate'> & Partial<Pick<Config, 'localPort'>>

/**
 * The first is the one that others are told of. Beyond this machine it speaks TLS; then a second one on
 * loopback lets the machine's own browsers and programs in without, as they ask no certificate of it. Where
 * everything is to be encrypted there is none, unless it is asked for by its port.
 */
export function entrancesOf({
  certificate,
  host,
  localPort,
  tls,
}: Chosen): [Entrance, ...Entrance[]] {
  const isBeyond = !isLoopback(host)
  const isSecure = tls === 'always' || (tls === 'auto' && (isBeyond || certificate !== null))
  const isAskedFor = typeof localPort === 'number'
  const needsSecond = (tls === 'auto' && isBeyond) || (tls === 'always' && isAskedFor)
  return [{ host, isSecure }, ...(needsSecond ? [{ host: '127.0.0.1', isSecure: false }] : [])]
}

/** Whether it is the machine's own alone: not the one that others have, were that on loopback too. */
export function isLocal({ host, isSecure }: Entrance): boolean {
  return isLoopback(host) && !isSecure
}

/** Where a program on this machine reaches what listens there. */
export function urlOf({ host, isSecure }: Entrance, port: number): string {
  const anywhere: Record<string, string> = { '0.0.0.0': '127.0.0.1', '::': '::1' }
  const reachable = anywhere[host] ?? host
  return `${isSecure ? 'https' : 'http'}://${bracketed(reachable)}:${port}`
}
