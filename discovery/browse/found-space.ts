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
  /** `10.0.0.5:7759`, `[fd00::5]:7759`, `[fe80::5%eth0]:7759`: the likelier ones first. */
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

/**
 * What was seen on all links as spaces: those of one id and one certificate are one space, whoever
 * announces it where; those that are only called alike are not.
 */
export function foundSpaces(seen: readonly SeenOn[]): FoundSpace[] {
  const spaces = new Map<string, FoundSpace>()
  for (const { link, sightings } of seen) {
    const announcers = new Map<string, number>()
    for (const sighting of sightings) {
      const key = merge(spaces, sighting, link)
      if (key === null) continue
      announcers.set(key, (announcers.get(key) ?? 0) + 1)
      const space = spaces.get(key)!
      space.announcers = Math.max(space.announcers, announcers.get(key)!)
    }
  }
  const found = [...spaces.values()].filter(({ addresses }) => addresses.length > 0)
  for (const space of found) space.addresses.sort(byLikelihood).splice(MOST_ADDRESSES)
  return found.sort(byName).slice(0, MOST_SPACES)
}

/** Answers under what it is kept; null where it has no name that can be shown. */
function merge(spaces: Map<string, FoundSpace>, sighting: Sighting, link: Link): string | null {
  const { id, fingerprint, name: fullName } = sighting.text
  const name = shownName(fullName ?? '') || shownName(sighting.label)
  if (name === '') return null
  const places = sighting.addresses.flatMap((address) => placeOf(address, sighting.port, link))
  const key = `${id} ${fingerprint}`
  const known = spaces.get(key)
  if (!known) {
    const { seenAt } = sighting
    spaces.set(key, { id, name, fingerprint, addresses: places, seenAt, announcers: 1 })
    return key
  }
  known.addresses = [...new Set([...known.addresses, ...places])]
  if (sighting.seenAt > known.seenAt) Object.assign(known, { name, seenAt: sighting.seenAt })
  return key
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
  return rank(one) - rank(other) || compare(one, other)
}

const byName = (one: FoundSpace, other: FoundSpace): number =>
  compare(one.name, other.name) || compare(one.id, other.id)

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
