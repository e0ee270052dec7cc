import type { RemoteInfo } from 'node:dgram'
import { isIPv6 } from 'node:net'
import { decodeMessage, MalformedMessage } from '../dns/decode.ts'
import { isInNetwork, isLinkLocal } from '../dns/ip-address.ts'
import type { Message } from '../dns/message.ts'
import type { Interface } from './interfaces.ts'
import { type Family, type MulticastSocket, openMulticastSocket } from './multicast-socket.ts'
import type { Link, Peer } from './network.ts'

export type SystemLink = Link & { close(): Promise<void> }

export type SystemLinkOptions = {
  heard: (message: Message, from: Peer) => void
  failed: (error: Error) => void
}

/** Far more than one machine, and a network with a thousand of them, says; the rest is not read. */
const PACKETS_A_SECOND = { ofOne: 100, ofAll: 1_000 }

/** Opens an interface over IPv4 and IPv6, whichever it has. Rejects where neither can be used. */
export async function openSystemLink(
  at: Interface,
  { failed, heard }: SystemLinkOptions,
): Promise<SystemLink> {
  const allow = allowance()
  const open = (family: Family) =>
    openMulticastSocket({
      at,
      family,
      failed,
      heard(packet, from) {
        if (!isOnLink(at, from) || !allow(from.address)) return
        const message = decoded(packet)
        if (message) heard(message, { address: from.address, port: from.port })
      },
    })
  const tried = await Promise.allSettled([open('udp4'), open('udp6')])
  const sockets = tried.flatMap((one) => (one.status === 'fulfilled' && one.value ? one.value : []))
  const refused = tried.find((one) => one.status === 'rejected')
  if (sockets.length === 0) throw refused?.reason ?? new Error(`${at.name} has no address`)
  return linkOver(at, sockets)
}

function linkOver(at: Interface, sockets: readonly MulticastSocket[]): SystemLink {
  return {
    name: at.name,
    scope: at.scope,
    addresses: at.addresses,
    async send(packet, to) {
      const family = to && isIPv6(to.address.split('%')[0]!) ? 'udp6' : 'udp4'
      const chosen = to ? sockets.filter((socket) => socket.family === family) : sockets
      await Promise.all(chosen.map((socket) => socket.send(packet, to)))
    },
    async close() {
      await Promise.all(sockets.map((socket) => socket.close()))
    },
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
