import { lookup } from 'node:dns/promises'
import { announce, type InterfaceChoice, systemNetwork } from '../discovery/index.ts'
import type { Epoch, Fingerprint } from '../protocol/index.ts'
import type { Config } from './config.ts'
import type { Logger } from './observability/logger.ts'
import { isLoopback } from './transport/loopback.ts'

/** What the network is told of a server that listens. */
export type Announceable = {
  epoch: Epoch
  fingerprint: Fingerprint | null
  port: number
  space: string
}

/** How often interfaces are looked at, in milliseconds. */
const LOOKED_AT = 5_000

const silence = { stop: (): Promise<void> => Promise.resolve() }

/** Lets apps on the network find the space, where the settings say so. Answers with what ends it. */
export async function announceSpace(
  { epoch, fingerprint, port, space }: Announceable,
  config: Pick<Config, 'announce' | 'host'>,
  logger: Logger,
): Promise<{ stop: () => Promise<void> }> {
  const choice = interfacesFor(config)
  if (choice === null) return silence
  if (fingerprint === null) {
    logger.info('not announced on the network: it shows no key of its own there')
    return silence
  }
  return announce({
    space: { id: epoch, name: space, fingerprint, port },
    network: systemNetwork({
      choice,
      every: LOOKED_AT,
      refused: (name, error) =>
        logger.debug({ interface: name, err: error }, 'not announced there'),
    }),
    serves: await servedAt(config.host),
    named: (label, link) => logger.info({ interface: link, label }, 'announced on the network'),
  })
}

/** Null for none. What listens on loopback is nowhere to be found but there, and there only if asked. */
export function interfacesFor({
  announce,
  host,
}: Pick<Config, 'announce' | 'host'>): InterfaceChoice | null {
  if (announce === 'off') return null
  if (!isLoopback(host)) return announce === 'on' ? 'all' : announce
  const own =
    announce === 'on' ? [] : announce.filter((one) => /^lo0?$/.test(one) || isLoopback(one))
  return own.length > 0 ? own : null
}

/** Which of the machine's addresses lead to a server that listens on `host`. */
export async function servedAt(host: string): Promise<(address: string) => boolean> {
  if (host === '::') return () => true
  if (host === '0.0.0.0') return (address) => !address.includes(':')
  // A name that leads nowhere by now is no reason to stop: it is announced nowhere then.
  const all = await lookup(host.split('%')[0]!, { all: true }).catch(() => [])
  const served = new Set(all.map(({ address }) => address))
  return (address) => served.has(address)
}
