import type { Message } from '../dns/message.ts'

/** An address of an interface and the network it is in (`10.0.0.5/24`). Without a scope. */
export type LinkAddress = { readonly address: string; readonly cidr: string }

/** A program that sent us something. */
export type Peer = { readonly address: string; readonly port: number }

/**
 * One of this machine's interfaces and whoever is reached over it directly. It has the addresses that it
 * was opened with: when those change, it is closed, and another one is opened.
 */
export interface Link {
  /** As the system calls it: `eth0`, `Wi-Fi`. */
  readonly name: string
  /** What follows `%` in a link-local address of this link. */
  readonly scope: string
  readonly addresses: readonly LinkAddress[]
  /**
   * To everybody on the link, or to one of them. Resolves when it has left or could not leave: a packet
   * may be lost anyway. The way to one of them is the system's choice: over IPv4 it may be another
   * interface, where several lead to the same network.
   */
  send(packet: Buffer, to?: Peer): Promise<void>
}

export interface NetworkListener {
  opened(link: Link): void
  closed(link: Link): void
  /** What is heard may come from anybody on the link, from ourselves too. */
  heard(link: Link, message: Message, from: Peer): void
}

/** Where services are announced and looked for: links that come and go. */
export interface Network {
  /** Answers with what ends it and lets go of every link; the listener hears nothing more. */
  listen(listener: NetworkListener): () => Promise<void>
}

/** The port of multicast DNS: whoever speaks from another one understands only half of it. */
export const multicastPort = 5353
