import { createHash } from 'node:crypto'
import { hostname } from 'node:os'
import { allInterfaces } from '../network/interfaces.ts'
import type { Link, Network } from '../network/network.ts'
import { spaceLabel } from '../service/space-label.ts'
import type { AnnouncedSpace } from '../service/space-service.ts'
import { LinkResponder } from './link-responder.ts'
import { type ServiceRecords, serviceRecords } from './service-records.ts'

export type AnnounceOptions = {
  space: AnnouncedSpace
  network: Network
  /** Whether the space is reached at this address of the machine. */
  serves: (address: string) => boolean
  /** Called when it is known under a name on a link: that of the space, or with a number. */
  named?: (label: string, link: string) => void
  /** By what this machine differs from others. */
  machine?: string
  now?: () => number
  random?: () => number
}

export type Announcement = {
  /** What it is called now: the space's name, or that with a number. */
  label: () => string
  /** Takes back what was said, on every link, and lets go of the network. */
  stop: () => Promise<void>
}

/** So often may names be taken in a short time before others are tried more slowly. RFC 6762, section 8.1 */
const MANY_TAKEN = 15
const SHORT_TIME = 10_000
const SLOWLY = 5_000

/** Announces a space on every link of the network, under one name. */
export function announce(options: AnnounceOptions): Announcement {
  const announcer = new Announcer(options)
  const leave = options.network.listen({
    opened: (link) => announcer.add(link),
    closed: (link) => announcer.remove(link),
    heard: (link, message, from) => announcer.responder(link)?.heard(message, from),
  })
  return {
    label: () => announcer.label,
    async stop() {
      await announcer.withdraw()
      await leave()
    },
  }
}

class Announcer {
  readonly #options: AnnounceOptions
  readonly #responders = new Map<Link, LinkResponder>()
  readonly #host: string
  readonly #now: () => number
  readonly #random: () => number
  #number = 1
  #taken: number[] = []
  #isSlow = false
  #stopped = false

  constructor(options: AnnounceOptions) {
    this.#options = options
    this.#now = options.now ?? (() => performance.now())
    this.#random = options.random ?? Math.random
    this.#host = hostLabel(options.space, options.machine ?? thisMachine())
  }

  get label(): string {
    return spaceLabel(this.#options.space.name, this.#number)
  }

  responder(link: Link): LinkResponder | undefined {
    return this.#responders.get(link)
  }

  add(link: Link): void {
    if (this.#stopped) return
    const records = this.#recordsFor(link)
    if (!records) return
    const responder = new LinkResponder({
      link,
      now: this.#now,
      random: this.#random,
      taken: () => this.#nextName(),
      claimed: () => this.#options.named?.(this.label, link.name),
    })
    this.#responders.set(link, responder)
    responder.claim(records)
  }

  remove(link: Link): void {
    this.#responders.get(link)?.silence()
    this.#responders.delete(link)
  }

  /** For good: a link that is opened meanwhile is not spoken on. */
  async withdraw(): Promise<void> {
    this.#stopped = true
    const all = [...this.#responders.values()]
    this.#responders.clear()
    await Promise.all(all.map((responder) => responder.withdraw()))
  }

  /** Everywhere, so that a space is called alike on whichever link somebody looks for it. */
  #nextName(): void {
    this.#number += 1
    const now = this.#now()
    this.#taken = [...this.#taken.filter((at) => now - at < SHORT_TIME), now]
    this.#isSlow ||= this.#taken.length >= MANY_TAKEN
    const wait = this.#isSlow ? SLOWLY : undefined
    for (const [link, responder] of this.#responders) {
      const records = this.#recordsFor(link)
      if (records) responder.claim(records, wait)
    }
  }

  /** Null where the space is not reached over this link. */
  #recordsFor(link: Link): ServiceRecords | null {
    const { serves, space } = this.#options
    const addresses = link.addresses.map(({ address }) => address).filter(serves)
    if (addresses.length === 0) return null
    return serviceRecords(space, { label: this.label, host: this.#host, addresses })
  }
}

/**
 * A host name of the space's own: the machine's belongs to the responder that the system may have. The
 * same after a restart, so that what others kept of it is not taken for somebody else's.
 */
function hostLabel({ id, port }: AnnouncedSpace, machine: string): string {
  const hash = createHash('sha256').update(`${id}\n${port}\n${machine}`)
  return `parley-${hash.digest('hex').slice(0, 16)}`
}

/** Copied machines are called alike, but have other network cards. */
function thisMachine(): string {
  const cards = Object.values(allInterfaces()).flatMap((infos = []) => infos)
  const macs = cards.filter(({ internal }) => !internal).map(({ mac }) => mac)
  return [hostname(), ...[...new Set(macs)].sort()].join('\n')
}
