import { type DnsRecord, type Question, recordTypes } from '../dns/message.ts'
import { type DnsName, nameKey, sameName } from '../dns/name.ts'
import {
  instanceLabel,
  readSpaceText,
  serviceType,
  type SpaceText,
} from '../service/space-service.ts'
import { type Held, held, isDue, nextTime, outdate } from './held.ts'
import { Missing } from './missing.ts'

/** A space as one machine announces it on one link. */
export type Sighting = {
  label: string
  /** Address of its own machine, once that spoke of it; of whoever spoke of it first until then. */
  source: string
  text: SpaceText
  port: number
  /** In the order in which they were heard, without scope. */
  addresses: string[]
  /** When something of it was heard last. */
  seenAt: number
}

type Instance = {
  name: DnsName
  source: string
  pointer: Held
  place: (Held & { port: number; host: string; hostName: DnsName }) | null
  /** `said` is null where it is of no space that can be joined. */
  text: (Held & { said: SpaceText | null }) | null
  seenAt: number
  missing: Missing
}

type Host = { addresses: Map<string, Held & { type: 'A' | 'AAAA' }>; missing: Missing }

/** Bounds, whatever is sent: instances on one link, those of one sender, and addresses of a machine. */
export const cacheLimits = { instances: 256, perSource: 32, addresses: 16 }

/** What was heard on one link about spaces, as long as it is valid. */
export class LinkCache {
  readonly #instances = new Map<string, Instance>()
  readonly #hosts = new Map<string, Host>()

  /** @param source address of whoever said it. Answers whether any of it is about spaces. */
  learn(records: readonly DnsRecord[], source: string, now: number): boolean {
    // First what leads to the rest, in whatever order it was told.
    const learnt = [
      ...records.map((record) => this.#learnPointer(record, source, now)),
      ...records.map((record) => this.#learnInstance(record, now)),
      ...records.map((record) => this.#learnAddress(record, now)),
    ]
    if (!learnt.includes(true)) return false
    this.#hearOwners(source)
    this.#forgetHosts()
    return true
  }

  /** Others may speak of a space before its machine does: it does not count among theirs for that. */
  #hearOwners(source: string): void {
    for (const instance of this.#instances.values()) {
      const addresses = instance.place && this.#hosts.get(instance.place.host)?.addresses
      if (addresses?.has(source) && !addresses.has(instance.source)) instance.source = source
    }
  }

  /** Forgets what is no longer valid, and answers whether there was any; what is left is asked for anew. */
  expire(now: number): boolean {
    const forgot = [
      ...[...this.#instances].map(([key, instance]) => this.#expireInstance(key, instance, now)),
      ...[...this.#hosts.values()].map((host) => expireHost(host, now)),
    ]
    this.#forgetHosts()
    return forgot.includes(true)
  }

  #expireInstance(key: string, instance: Instance, now: number): boolean {
    const { missing, place, pointer, text } = instance
    if (pointer.expires <= now) return this.#instances.delete(key)
    const isOver = (one: Held | null): boolean => one !== null && one.expires <= now
    if (!isOver(place) && !isOver(text)) return false
    if (isOver(place)) instance.place = null
    if (isOver(text)) instance.text = null
    missing.begin(now)
    return true
  }

  sightings(): Sighting[] {
    return [...this.#instances.values()].flatMap(({ name, place, seenAt, source, text }) => {
      const host = place && this.#hosts.get(place.host)
      if (!place || !text?.said || !host || host.addresses.size === 0) return []
      const addresses = [...host.addresses.keys()]
      return [{ label: name[0]!, source, text: text.said, port: place.port, addresses, seenAt }]
    })
  }

  /** What is to be asked now: to refresh what soon ends, and for what is not known yet. */
  questions(now: number): Question[] {
    const asked: Question[] = []
    const ask = (name: DnsName, ...types: (keyof typeof recordTypes)[]): void => {
      for (const type of types) asked.push({ name, type: recordTypes[type], unicast: false })
    }
    let refreshed = false
    for (const { missing, name, place, pointer, text } of this.#instances.values()) {
      if (isDue(pointer, now)) refreshed = true
      const isWanted = (!place || !text) && missing.isDue(now)
      if (place ? isDue(place, now) : isWanted) ask(name, 'SRV')
      if (text ? isDue(text, now) : isWanted) ask(name, 'TXT')
      const host = place && this.#hosts.get(place.host)
      if (host) this.#askForHost(host, place.hostName, now, ask)
    }
    if (refreshed) ask(serviceType, 'PTR')
    return asked
  }

  #askForHost(
    { addresses, missing }: Host,
    name: DnsName,
    now: number,
    ask: (name: DnsName, ...types: ('A' | 'AAAA')[]) => void,
  ): void {
    if (addresses.size === 0 && missing.isDue(now)) ask(name, 'A', 'AAAA')
    const due = [...addresses.values()].filter((one) => isDue(one, now))
    ask(name, ...new Set(due.map(({ type }) => type)))
  }

  /** Pointers that need not be repeated to us: those of which we know what they lead to. */
  knownPointers(now: number): DnsRecord[] {
    return [...this.#instances.values()]
      .filter(({ place, pointer, text }) => place && text && lastsLong(pointer, now))
      .map(({ name, pointer }) => ({
        name: serviceType,
        ttl: Math.floor((pointer.expires - now) / 1_000),
        flush: false,
        data: { type: 'PTR', target: name },
      }))
  }

  /** When `questions` or `expire` has something to do next. */
  nextTime(): number {
    let next = Infinity
    const consider = (time: number): void => {
      next = Math.min(next, time)
    }
    for (const { missing, place, pointer, text } of this.#instances.values()) {
      for (const one of [pointer, place, text]) if (one) consider(nextTime(one))
      if (!place || !text) consider(missing.nextTime)
    }
    for (const { addresses, missing } of this.#hosts.values()) {
      for (const one of addresses.values()) consider(nextTime(one))
      if (addresses.size === 0) consider(missing.nextTime)
    }
    return next
  }

  #learnPointer({ data, name, ttl }: DnsRecord, source: string, now: number): boolean {
    if (data.type !== 'PTR' || !sameName(name, serviceType)) return false
    if (instanceLabel(data.target) === null) return false
    const key = nameKey(data.target)
    const known = this.#instances.get(key)
    if (known) {
      known.pointer = held(ttl, now)
      if (ttl > 0) known.seenAt = now
    } else if (ttl > 0 && this.#hasRoomFor(source)) {
      const fresh = { pointer: held(ttl, now), place: null, text: null, seenAt: now }
      this.#instances.set(key, { name: data.target, source, ...fresh, missing: new Missing(now) })
    } else {
      return false
    }
    return true
  }

  /** One sender cannot take all the room. */
  #hasRoomFor(source: string): boolean {
    if (this.#instances.size >= cacheLimits.instances) return false
    const ofSource = [...this.#instances.values()].filter((one) => one.source === source)
    return ofSource.length < cacheLimits.perSource
  }

  #learnInstance({ data, name, ttl }: DnsRecord, now: number): boolean {
    if (data.type !== 'SRV' && data.type !== 'TXT') return false
    const instance = this.#instances.get(nameKey(name))
    if (!instance) return false
    if (ttl > 0) instance.seenAt = now
    const time = held(ttl, now)
    if (data.type === 'TXT') {
      // Whoever takes a text back need not repeat it.
      const said = ttl === 0 ? (instance.text?.said ?? null) : readSpaceText(data.strings)
      instance.text = { ...time, said }
    } else {
      const host = nameKey(data.target)
      instance.place = { ...time, port: data.port, host, hostName: data.target }
      if (!this.#hosts.has(host)) {
        this.#hosts.set(host, { addresses: new Map(), missing: new Missing(now) })
      }
    }
    if (instance.place && instance.text) instance.missing.end()
    return true
  }

  #learnAddress({ data, flush, name, ttl }: DnsRecord, now: number): boolean {
    if (data.type !== 'A' && data.type !== 'AAAA') return false
    const host = this.#hosts.get(nameKey(name))
    if (!host) return false
    const { addresses, missing } = host
    const { address, type } = data
    const known = addresses.has(address)
    if (!known && (ttl === 0 || addresses.size >= cacheLimits.addresses)) return false
    missing.end()
    addresses.set(address, { ...held(ttl, now), type })
    for (const [other, one] of addresses) {
      if (flush && ttl > 0 && other !== address && one.type === type) outdate(one, now)
    }
    return true
  }

  #forgetHosts(): void {
    const places = [...this.#instances.values()].map(({ place }) => place?.host)
    const used = new Set(places)
    for (const key of this.#hosts.keys()) if (!used.has(key)) this.#hosts.delete(key)
  }
}

function expireHost({ addresses, missing }: Host, now: number): boolean {
  const over = [...addresses].filter(([, { expires }]) => expires <= now)
  for (const [address] of over) addresses.delete(address)
  if (over.length > 0 && addresses.size === 0) missing.begin(now)
  return over.length > 0
}

const lastsLong = ({ expires, ttl }: Held, now: number): boolean => expires - now > ttl / 2
