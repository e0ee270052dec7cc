import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { isIPv6 } from 'node:net'
import type { Interface } from './interfaces.ts'
import { multicastPort, type Peer } from './network.ts'

export type Family = 'udp4' | 'udp6'

/** A socket in the group of multicast DNS on one interface: it sends over that one and no other. */
export interface MulticastSocket {
  readonly family: Family
  /** Resolves when it has left or could not leave, wherever it was to go. */
  send(packet: Buffer, to?: Peer): Promise<void>
  close(): Promise<void>
}

export type MulticastSocketOptions = {
  at: Interface
  family: Family
  heard: (packet: Buffer, from: RemoteInfo) => void
  /** It can no longer be used. */
  failed: (error: Error) => void
}

const groups = { udp4: '224.0.0.251', udp6: 'ff02::fb' }
/** Read by some as the proof that a packet has passed no router. RFC 6762, section 11 */
const HOPS = 255

/** Answers null where the interface has no address of that family. Rejects where it cannot be used. */
export async function openMulticastSocket(
  options: MulticastSocketOptions,
): Promise<MulticastSocket | null> {
  const { at, family, failed, heard } = options
  const own = at.addresses.find(({ address }) => isIPv6(address) === (family === 'udp6'))
  if (!own) return null
  const group = groups[family]
  const through = family === 'udp6' ? `::%${at.scope}` : own.address
  const socket = createSocket({ type: family, reuseAddr: true, ipv6Only: family === 'udp6' })
  try {
    await bound(socket, bindAddress(family, at.scope))
    socket.addMembership(group, through)
    socket.setMulticastInterface(through)
    socket.setMulticastTTL(HOPS)
    socket.setMulticastLoopback(true)
  } catch (error) {
    socket.close()
    throw error
  }
  socket.on('error', failed)
  socket.on('message', heard)
  let isOpen = true
  return {
    family,
    send: (packet, to) =>
      new Promise((done) => {
        if (!isOpen) return done()
        try {
          socket.send(packet, to?.port ?? multicastPort, to?.address ?? group, () => done())
        } catch {
          // Some places it refuses at once. Whoever is answered chose theirs: it is no failure of ours.
          done()
        }
      }),
    close: () =>
      new Promise((done) => {
        isOpen = false
        socket.removeAllListeners('message')
        socket.close(() => done())
      }),
  }
}

/**
 * On Linux the group itself, so that what is sent to this machine alone goes to the responder that it
 * may have; over IPv6 this holds the socket to its interface too. Elsewhere that cannot be sent from.
 */
function bindAddress(family: Family, scope: string): string {
  if (process.platform !== 'linux') return family === 'udp6' ? '::' : '0.0.0.0'
  return family === 'udp6' ? `${groups.udp6}%${scope}` : groups.udp4
}

function bound(socket: Socket, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.bind({ port: multicastPort, address }, () => {
      socket.off('error', reject)
      resolve()
    })
  })
}
