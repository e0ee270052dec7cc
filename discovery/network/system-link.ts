import type { RemoteInfo } from 'node:dgram'
import { isIPv6 } from 'node:net'
import { decodeMessage, MalformedMessage } from '../dns/decode.ts'
import { isInNetwork, isLinkLocal } from '../dns/ip-address.ts'
import type { Message } from '../dns/message.ts'
import type { Interface } from './interfaces.ts'
import { type Family, type MulticastSocket, openMulticastSocket } from './multicast-socket.ts'
import type { Link, Peer } from './network.ts'

export type SystemLink = Link & {
  /** Why the one of IPv4 and IPv6 that it has an address of could not be opened beside the other. */
  lacks: () => Error | null
  /** Tries again what it lacks; answers whether it has more now. */
  complete(): Promise<boolean>
  close(): Promise<void>
}

export type SystemLinkOptions = {
  heard: (message: Message, from: Peer) => void
  failed: (error: Error) => void
  /** How sockets are opened. */
  open?: typeof openMulticastSocket
}

/** Far more than one machine, and a network with a thousand of them, says; the rest is not read. */
const PACKETS_A_SECOND = { ofOne: 100, ofAll: 1_000 }

/** Opens an interface over IPv4 and IPv6, whichever it has. Rejects where neither can be used. */
export async function openSystemLink(
  at: Interface,
  { failed, heard, open = openMulticastSocket }: SystemLinkOptions,
): Promise<SystemLink> {
  const allow = allowance()
  const sockets = new Sockets((family) =>
    open({
      at,
      family,
      failed,
      heard(packet, from) {
        // Nobody can be answered at port 0, and no honest program sends from it.
        if (from.port === 0 || !isOnLink(at, from) || !allow(from.address)) return
        const message = decoded(packet)
        if (message) heard(message, { address: from.address, port: from.port })
      },
    }),
  )
  if (!(await sockets.open())) throw sockets.refused ?? new Error(`${at.name} has no address`)
  return linkOver(at, sockets)
}

/** One for each family, as far as they can be opened. */
class Sockets {
  readonly #open: (family: Family) => Promise<MulticastSocket | null>
  #opened: MulticastSocket[] = []
  #closed = false
  refused: Error | null = null

  constructor(open: (family: Family) => Promise<MulticastSocket | null>) {
    this.#open = open
  }

  /** Those that are not open yet; answers whether any was opened. */
  async open(): Promise<boolean> {
    const wanted = (['udp4', 'udp6'] as const).filter((family) => !this.has(family))
    this.refused = null
    const tried = await Promise.all(wanted.map((family) => this.#try(family)))
    const fresh = tried.filter((socket) => socket !== null)
    if (this.#closed) {
      await Promise.all(fresh.map((socket) => socket.close()))
      return false
    }
    this.#opened.push(...fresh)
    return fresh.length > 0
  }

  #try(family: Family): Promise<MulticastSocket | null> {
    return this.#open(family).catch((error: Error) => {
      this.refused = error
      return null
    })
  }

  has(family: Family): boolean {
    return this.#opened.some((socket) => socket.family === family)
  }

  of(family: Family | null): MulticastSocket[] {
    return this.#opened.filter((socket) => family === null || socket.family === family)
  }

  async close(): Promise<void> {
    this.#closed = true
    await Promise.all(this.#opened.map((socket) => socket.close()))
  }
}

function linkOver(at: Interface, sockets: Sockets): SystemLink {
  return {
    name: at.name,
    scope: at.scope,
    addresses: at.addresses,
    async send(packet, to) {
      const family = to && isIPv6(to.address.split('%')[0]!) ? 'udp6' : 'udp4'
      const chosen = sockets.of(to ? family : null)
      await Promise.all(chosen.map((socket) => socket.send(packet, to)))
    },
    lacks: () => sockets.refused,
    complete: () => sockets.open(),
    close: () => sockets.close(),
  }
}

/**
 * A socket may hear what came over other interfaces. Only neighbours are listened to, as nobody else
 * can send to the group. RFC 6762, section 11
 */
function isOnLink(at: Interface, { address }: Pick<RemoteInfo, 'address'>): boolean {
  const [plain = '', scope] = address.split('%')
  if (isLinkLocal(plain)) return scope === undefined || scope === at.scope
  return at.addresses.some(({ cidr }) => isInNetwork(plain, cidr))
}

function decoded(packet: Buffer): Message | null {
  try {
    return decodeMessage(packet)
  } catch (error) {
    if (error instanceof MalformedMessage) return null
    throw error
  }
}

function allowance(): (source: string) => boolean {
  let second = 0
  let all = 0
  let ofEach = new Map<string, number>()
  return (source) => {
    const now = Math.floor(performance.now() / 1_000)
    if (now !== second) [second, all, ofEach] = [now, 0, new Map()]
    const ofThis = (ofEach.get(source) ?? 0) + 1
    if (ofThis > PACKETS_A_SECOND.ofOne || all >= PACKETS_A_SECOND.ofAll) return false
    ofEach.set(source, ofThis)
    all += 1
    return true
  }
}
