import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os'
import { kindOf, type InterfaceKind } from '../discovery/index.ts'
import { bracketed, isAddress, type Fingerprint } from '../protocol/index.ts'
import type { Config } from './config.ts'
import type { Whereabouts } from './domain/domain.ts'
import { entrancesOf } from './transport/entrances.ts'

type Chosen = Pick<Config, 'host' | 'tls' | 'certificate' | 'origins' | 'web'>
type Networks = NodeJS.Dict<NetworkInterfaceInfo[]>

const MOST = 8
const EVERYWHERE = new Set(['0.0.0.0', '::'])

/**
 * Where people reach the space, for invites: the names of a proxy in front of it, or those that it has
 * itself where an authority vouches for a name and for no address; or else the addresses that it listens on.
 */
export function whereaboutsOf(
  config: Chosen,
  { port, fingerprint }: { port: number; fingerprint: Fingerprint | null },
  networks: Networks = networkInterfaces(),
): Whereabouts {
  const hasPage = config.web !== null
  const [entrance] = entrancesOf(config)
  const isPinned = entrance.isSecure && fingerprint !== null
  const usual = entrance.isSecure ? port : 443
  const named = isPinned ? [] : config.origins.flatMap((one) => addressOfOrigin(one, usual))
  if (named.length > 0) {
    return { scheme: 'https', fingerprint: null, addresses: named.slice(0, MOST), hasPage }
  }
  const hosts = EVERYWHERE.has(config.host) ? hostsOf(networks, config.host) : [config.host]
  const addresses = hosts.map((host) => `${bracketed(host)}:${port}`).filter(isAddress)
  const scheme = entrance.isSecure ? 'https' : 'http'
  return { scheme, fingerprint, addresses: addresses.slice(0, MOST), hasPage }
}

function addressOfOrigin(origin: string, usual: number): string[] {
  if (!URL.canParse(origin)) return []
  const { hostname, port, protocol } = new URL(origin)
  const address = `${hostname}:${port || usual}`
  return protocol === 'https:' && isAddress(address) ? [address] : []
}

/** The networks that people share come first: others may reach a VPN, and hardly ever a container's. */
const KINDS: readonly InterfaceKind[] = ['network', 'tunnel', 'virtual']

/** IPv4 first: it is what people read out. Link-local addresses mean something on one link only. */
function hostsOf(networks: Networks, listening: string): string[] {
  const all = KINDS.flatMap((kind) =>
    Object.entries(networks).flatMap(([name, addresses]) =>
      kindOf(name, networks) === kind ? (addresses ?? []) : [],
    ),
  )
  const outside = all.filter(({ internal }) => !internal)
  const of = (family: 'IPv4' | 'IPv6') =>
    outside.filter((one) => one.family === family).map(({ address }) => address)
  const v6 = of('IPv6').filter((address) => !/^fe[89ab]/i.test(address))
  return [...of('IPv4'), ...(listening === '::' ? v6 : [])]
}
