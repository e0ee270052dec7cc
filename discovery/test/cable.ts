import { decodeMessage } from '../dns/decode.ts'
import { encodeMessage } from '../dns/encode.ts'
import { isInNetwork } from '../dns/ip-address.ts'
import { type Message, message } from '../dns/message.ts'
import {
  type Link,
  multicastPort,
  type Network,
  type NetworkListener,
  type Peer,
} from '../network/network.ts'

/** What was sent over a cable: by whom, and to whom where it was not to all. */
export type Sent = { at: number; from: string; to?: Peer; message: Message; packet: Buffer }

/** A network cable in memory: whatever one sends, all hear after a moment, the sender too. */
export class Cable {
  readonly sent: Sent[] = []
  readonly #ends = new Map<Link, (packet: Buffer, from: Peer) => void>()
  /** Lets nothing through. */
  isCut = false

  attach(link: Link, hear: (packet: Buffer, from: Peer) => void): () => void {
    this.#ends.set(link, hear)
    return () => this.#ends.delete(link)
  }

  carry(packet: Buffer, from: Peer, to?: Peer): void {
    const message = decodeMessage(packet)
    const sent = { at: performance.now(), from: from.address, message, packet }
    this.sent.push(to ? { ...sent, to } : sent)
    setTimeout(() => {
      if (this.isCut) return
      for (const [link, hear] of this.#ends) {
        if (!to || link.addresses.some(({ address }) => address === to.address)) hear(packet, from)
      }
    }, 1)
  }

  /** What a stranger on the cable says. */
  say(parts: Partial<Message>, from: Peer = stranger): void {
    this.carry(encodeMessage(message(parts)), from)
  }

  answers(): Sent[] {
    return this.sent.filter(({ message: { isResponse } }) => isResponse)
  }

  queries(): Sent[] {
    return this.sent.filter(({ message: { isResponse } }) => !isResponse)
  }
}

export const stranger: Peer = { address: '10.0.0.99', port: multicastPort }

/** A machine that is plugged into cables, and unplugged. */
export class Machine implements Network {
  readonly #links = new Map<Link, Cable>()
  readonly #listeners = new Map<NetworkListener, (() => void)[]>()

  /** @param cidrs like `10.0.0.1/24`. Answers with what pulls the plug. */
  plug(cable: Cable, name: string, ...cidrs: string[]): () => void {
    const addresses = cidrs.map((cidr) => ({ address: cidr.split('/')[0]!, cidr }))
    const from = { address: addresses[0]!.address, port: multicastPort }
    const link: Link = {
      name,
      scope: name,
      addresses,
      send: (packet, to) => Promise.resolve(cable.carry(packet, from, to)),
    }
    this.#links.set(link, cable)
    for (const listener of this.#listeners.keys()) this.#open(listener, link, cable)
    return () => {
      this.#links.delete(link)
      for (const listener of this.#listeners.keys()) listener.closed(link)
    }
  }

  listen(listener: NetworkListener): () => Promise<void> {
    this.#listeners.set(listener, [])
    for (const [link, cable] of this.#links) this.#open(listener, link, cable)
    return () => {
      for (const detach of this.#listeners.get(listener) ?? []) detach()
      this.#listeners.delete(listener)
      return Promise.resolve()
    }
  }

  #open(listener: NetworkListener, link: Link, cable: Cable): void {
    const detach = cable.attach(link, (packet, from) => {
      const isNear = link.addresses.some(({ cidr }) => isInNetwork(from.address, cidr))
      if (this.#links.has(link) && this.#listeners.has(listener) && isNear) {
        listener.heard(link, decodeMessage(packet), from)
      }
    })
    this.#listeners.get(listener)!.push(detach)
    listener.opened(link)
  }
}
