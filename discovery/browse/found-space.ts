import { isIPv6 } from 'node:net'
import type { Fingerprint } from '../../protocol/fingerprint.ts'
import { isLinkLocal } from '../dns/ip-address.ts'
import type { Link } from '../network/network.ts'
import { shownName } from '../service/space-label.ts'
import type { Sighting } from './link-cache.ts'

/** A space that announces itself, wherever it does so. */
export type FoundSpace = {
  /** The space's epoch. */
  id: string
  name: string
  fingerprint: Fingerprint
  /** `10.0.0.5:7759`, `[fd00::5]:7759`, `[fe80::5%eth0]:7759`: from each announcer in turn. */
  addresses: string[]
  /** When it was heard of last: milliseconds since 1970. */
  seenAt: number
  /** How many announce it on one network: a space has one machine, so a second one is a copy. */
  announcers: number
}

/** More than a person looks through. */
const MOST_SPACES = 200
const MOST_ADDRESSES = 16

export type SeenOn = { link: Link; sightings: readonly Sighting[] }

/** With its places as they were announced, under who sent them. */
type Gathered = { space: Omit<FoundSpace, 'addresses'>; places: Map<string, string[][]> }

/**
 * What was seen on all links as spaces: those of one id and one certificate are one space, whoever
 * announces it where; those that are only called alike are not. They come from each sender in turn, by
 * name in each turn: whoever announces many of them pushes out no other's.
 */
export function foundSpaces(seen: readonly SeenOn[]): FoundSpace[] {
  const spaces = new Map<string, Gathered>()
  for (const { link, sightings } of seen) {
    const announcers = new Map<string, number>()
    for (const sighting of sightings) {
      const key = gather(spaces, sighting, link)
      if (key === null) continue
      announcers.set(key, (announcers.get(key) ?? 0) + 1)
      const { space } = spaces.get(key)!
      space.announcers = Math.max(space.announcers, announcers.get(key)!)
    }
  }
  const senders = new Map<string, FoundSpace[]>()
  for (const { places, space } of spaces.values()) {
    const found = { ...space, addresses: addressesOf(places) }
    if (found.addresses.length === 0) continue
    for (const sender of places.keys()) {
      senders.set(sender, [...(senders.get(sender) ?? []), found])
    }
  }
  const all = inTurn(
    [...senders.values()].map((ofOne) => ofOne.sort(byName)),
    byName,
  )
  return [...new Set(all)].slice(0, MOST_SPACES)
}

/** Answers under what it is kept; null where it has no name that can be shown. */
function gather(spaces: Map<string, Gathered>, sighting: Sighting, link: Link): string | null {
  const { seenAt, source, text } = sighting
  const { id, fingerprint, name: fullName } = text
  const name = shownName(fullName ?? '') || shownName(sighting.label)
  if (name === '') return null
  const key = `${id} ${fingerprint}`
  const fresh: Gathered = {
    space: { id, name, fingerprint, seenAt, announcers: 1 },
    places: new Map(),
  }
  const { places, space } = spaces.get(key) ?? fresh
  spaces.set(key, { places, space })
  if (seenAt > space.seenAt) Object.assign(space, { name, seenAt })
  const sender = `${link.name} ${source}`
  const told = sighting.addresses.flatMap((address) => placeOf(address, sighting.port, link))
  places.set(sender, [...(places.get(sender) ?? []), told.sort(compare).sort(byLikelihood)])
  return key
}

/** Nobody pushes out what others tell, with many addresses or many announcements. */
function addressesOf(places: Gathered['places']): string[] {
  const ofEach = [...places.values()].map((told) => inTurn(told, byLikelihood))
  const all = inTurn(ofEach, byLikelihood)
  return [...new Set(all)].slice(0, MOST_ADDRESSES)
}

/** The first of each, then the second of each, and so on: those of one turn in an order. */
function inTurn<T>(lists: readonly (readonly T[])[], order: (one: T, other: T) => number): T[] {
  const turns = Math.max(...lists.map(({ length }) => length))
  return Array.from({ length: turns }, (_, turn) =>
    lists.flatMap((list) => list.slice(turn, turn + 1)).sort(order),
  ).flat()
}

/** Nowhere for addresses that nobody else can have: everybody's, nobody's, and our own loopback. */
function placeOf(address: string, port: number, link: Link): string[] {
  if (port === 0 || /^(0\.|2(2[4-9]|[3-5]\d)\.|::$|::ffff:|ff)/i.test(address)) return []
  const isLoopback = /^(127\.|::1$)/.test(address)
  if (isLoopback && !link.addresses.some((own) => own.address === address)) return []
  if (!isIPv6(address)) return [`${address}:${port}`]
  return [`[${isLinkLocal(address) ? `${address}%${link.scope}` : address}]:${port}`]
}

/** Link-local ones last: browsers and proxies do not take them. */
function byLikelihood(one: string, other: string): number {
  const rank = (place: string): number =>
    place.includes('%') ? 2 : place.startsWith('[') || place.startsWith('169.254.') ? 1 : 0
  return rank(one) - rank(other)
}

const byName = (one: FoundSpace, other: FoundSpace): number =>
  compare(one.name, other.name) || compare(one.id, other.id)

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
