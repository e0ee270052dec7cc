import { browse } from '../browse/browse.ts'
import type { FoundSpace } from '../browse/found-space.ts'
import type { InterfaceChoice } from '../network/interfaces.ts'
import { systemNetwork } from '../network/system-network.ts'
import type { Fingerprint } from '../../protocol/fingerprint.ts'
import { readFirewall } from './firewall/read-firewall.ts'
import { probeMulticast } from './probe-multicast.ts'
import { readInterfaces, readUnplugged } from './read-interfaces.ts'
import { defaultRoute } from './read-route.ts'
import { addressOf, hostOf } from './seen-address.ts'
import type { Seen, SeenInterface, SeenServer, SeenSpace } from './seen.ts'
import { trySpace } from './try-space.ts'

/** A space that somebody knows: where, and by which key. */
export type KnownPlace = { name: string; origins: readonly string[]; pinned: Fingerprint | null }

export type LookOptions = {
  /** Where it may be spoken; `off`: nowhere, and no address is tried that was not known before. */
  interfaces: InterfaceChoice | 'off'
  /** The spaces to try; those that are heard meanwhile are tried as well. */
  places: readonly KnownPlace[]
  /** What a server sees of itself; its own announcement is not tried. */
  own?: SeenServer
  now?: () => number
}

/** Of one space. */
const MOST_TRIES = 6
const MOST_SPACES = 12
/** How long announcements are listened for, beside the rest: milliseconds. */
const LISTENED = 2_000

/** Looks at the network once, from here. It sends a few packets, and takes some seconds. */
export async function look(options: LookOptions): Promise<Seen> {
  const { interfaces, own = null, now = Date.now } = options
  const isOff = interfaces === 'off'
  const [multicast, heard, firewall, route] = await Promise.all([
    isOff ? null : probeMulticast(interfaces),
    isOff ? [] : heardSpaces(interfaces),
    readFirewall(),
    defaultRoute(),
  ])
  const at = readInterfaces()
  const others = own ? heard.filter((space) => !isHere(space, at)) : heard
  const places = placesOf(options.places, others)
  return {
    interfaces: at,
    unplugged: readUnplugged(),
    multicast,
    defaultRoute: route,
    firewall,
    spaces: await Promise.all(places.map((one) => seen(one, now))),
    own,
  }
}

/** Whether this machine is one of those that announce it. */
function isHere({ addresses }: FoundSpace, interfaces: readonly SeenInterface[]): boolean {
  const own = new Set(interfaces.flatMap(({ cidrs }) => cidrs.map(addressOf)))
  return addresses.map(hostOf).some((host) => own.has(host) || /^127\.|^::1$/.test(host))
}

type Place = KnownPlace & { heard: boolean }

/** Those that are known, wherever they are announced now; then others that are heard. */
function placesOf(known: readonly KnownPlace[], heard: readonly FoundSpace[]): Place[] {
  const originsOf = ({ addresses }: FoundSpace): string[] =>
    addresses.filter((address) => !address.includes('%')).map((address) => `https://${address}`)
  const isSame = ({ pinned }: KnownPlace, { fingerprint }: FoundSpace): boolean =>
    pinned === fingerprint
  const mine = known.map((place) => {
    const announced = heard.find((one) => isSame(place, one))
    const origins = new Set([...place.origins, ...(announced ? originsOf(announced) : [])])
    return { ...place, origins: [...origins], heard: announced !== undefined }
  })
  const others = heard
    .filter((one) => !known.some((place) => isSame(place, one)))
    .map((one) => {
      return { name: one.name, origins: originsOf(one), pinned: one.fingerprint, heard: true }
    })
  return [...mine, ...others].slice(0, MOST_SPACES)
}

async function seen(
  { heard, name, origins, pinned }: Place,
  now: () => number,
): Promise<SeenSpace> {
  const tries = origins.slice(0, MOST_TRIES).map((origin) => trySpace(origin, now))
  return { name, heard, pinned, tries: await Promise.all(tries) }
}

async function heardSpaces(choice: InterfaceChoice): Promise<FoundSpace[]> {
  const network = systemNetwork({ choice, every: LISTENED })
  const browsing = browse({ network, found: () => {} })
  await new Promise((resolve) => setTimeout(resolve, LISTENED))
  const spaces = browsing.spaces()
  await browsing.stop()
  return spaces
}
