import { chosenInterfaces, type Interface, type InterfaceChoice } from './interfaces.ts'
import type { openMulticastSocket } from './multicast-socket.ts'
import type { Network, NetworkListener } from './network.ts'
import { openSystemLink, type SystemLink } from './system-link.ts'

export type SystemNetworkOptions = {
  choice: InterfaceChoice
  /** How often interfaces are looked at, in milliseconds: the system tells nobody when they change. */
  every: number
  /** An interface that could not be opened, or over one of IPv4 and IPv6 alone; it is tried again. */
  refused?: (name: string, error: Error) => void
  /** How a socket is opened, where not by the system. */
  open?: typeof openMulticastSocket
}

/** The machine's interfaces, followed as they come and go. Opens nothing before it is listened to. */
export function systemNetwork(options: SystemNetworkOptions): Network {
  return {
    listen(listener) {
      const watch = new InterfaceWatch(options, listener)
      watch.look()
      return () => watch.stop()
    },
  }
}

/** A timer that is this late has slept with the machine: milliseconds. */
const ASLEEP = 10_000

type Followed = { key: string; opening: Promise<SystemLink | null>; link: SystemLink | null }

class InterfaceWatch {
  readonly #options: SystemNetworkOptions
  readonly #listener: NetworkListener
  readonly #followed = new Map<string, Followed>()
  readonly #closing = new Set<Promise<void>>()
  #timer: NodeJS.Timeout | undefined
  #looked = Date.now()
  #stopped = false

  constructor(options: SystemNetworkOptions, listener: NetworkListener) {
    this.#options = options
    this.#listener = listener
  }

  /** Opens what has come, closes what has gone, and both for what has other addresses now. */
  look(): void {
    const slept = Date.now() - this.#looked > this.#options.every + ASLEEP
    this.#looked = Date.now()
    const there = new Map(chosenInterfaces(this.#options.choice).map((at) => [at.name, at]))
    for (const [name, { key }] of this.#followed) {
      const now = there.get(name)
      if (slept || !now || JSON.stringify(now) !== key) this.#close(name)
    }
    for (const followed of this.#followed.values())
      if (followed.link?.lacks()) this.#complete(followed)
    for (const [name, at] of there) if (!this.#followed.has(name)) this.#open(at)
    this.#timer = setTimeout(() => this.look(), this.#options.every)
    this.#timer.unref()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    for (const name of [...this.#followed.keys()]) this.#close(name)
    await Promise.all(this.#closing)
  }

  /** Whoever speaks on the link begins anew then: over what is new, too. */
  #complete(followed: Followed): void {
    const { link } = followed
    if (!link) return
    void link.complete().then((isMore) => {
      if (!isMore || this.#followed.get(link.name) !== followed) return
      this.#listener.closed(link)
      this.#listener.opened(link)
    })
  }

  #open(at: Interface): void {
    const { open } = this.#options
    const opening = openSystemLink(at, {
      ...(open && { open }),
      heard: (message, from) => {
        if (this.#followed.get(at.name) !== followed || !followed.link) return
        this.#listener.heard(followed.link, message, from)
      },
      failed: (error) => this.#lost(at.name, followed, error),
    }).catch((error: Error) => {
      this.#lost(at.name, followed, error)
      return null
    })
    const followed: Followed = { key: JSON.stringify(at), opening, link: null }
    this.#followed.set(at.name, followed)
    void opening.then((link) => {
      if (!link || this.#followed.get(at.name) !== followed) return
      followed.link = link
      const lacks = link.lacks()
      if (lacks) this.#options.refused?.(at.name, lacks)
      this.#listener.opened(link)
    })
  }

  #lost(name: string, followed: Followed, error: Error): void {
    if (this.#followed.get(name) !== followed) return
    this.#options.refused?.(name, error)
    this.#close(name)
  }

  #close(name: string): void {
    const followed = this.#followed.get(name)
    if (!followed) return
    this.#followed.delete(name)
    const closing = followed.opening.then((link) => link?.close())
    this.#closing.add(closing)
    void closing.finally(() => this.#closing.delete(closing))
    if (followed.link && !this.#stopped) this.#listener.closed(followed.link)
  }
}
