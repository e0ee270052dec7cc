import { setTimeout as after } from 'node:timers/promises'
import { whereIs } from '../../../shared/ipc/nowhere.ts'
import type { FoundSpace, KnownSpace } from '../../../shared/ipc/schemas.ts'
import type { SpaceFinder } from '../discovery/space-finder.ts'
import { originOfPlace } from './other-addresses.ts'
import { raceAddresses } from './race-addresses.ts'
import type { SpacesStore } from './spaces-store.ts'

/** Most losses are over before anybody looks; then again and again, ever more seldom. Milliseconds. */
const FIRST = 500
const LONGEST = 30_000
const MOST_PLACES = 16
/** Among those for whom spaces are looked for on the network; windows have numbers from 1 on. */
const VIEWER = 0

/** Finds spaces again that do not answer where they were: each by its key, and by nothing else. */
export interface SpaceTracker {
  seek(id: string): void
  /** It answers again, or nobody wants to know any more. */
  leave(id: string): void
  leaveAll(): void
  /** What is announced on the network now. */
  heard(found: readonly FoundSpace[]): void
}

export interface SpaceTrackerOptions {
  readonly spaces: Pick<SpacesStore, 'list' | 'move'>
  finder(): Pick<SpaceFinder, 'look' | 'leave'>
}

/** One of each after the other, so that many of one kind leave room for the other. */
function inTurn(one: readonly string[], other: readonly string[]): string[] {
  const longest = Math.max(one.length, other.length)
  return Array.from({ length: longest }, (_, at) => [one[at], other[at]])
    .flat()
    .filter((place) => place !== undefined)
}

export function createSpaceTracker({ finder, spaces }: SpaceTrackerOptions): SpaceTracker {
  const sought = new Map<string, AbortController>()
  let around: readonly FoundSpace[] = []
  let wake = new AbortController()

  /** The current address first: whoever shows the key there stays the one that is spoken to. */
  function placesOf({ addresses = [], fingerprint, url }: KnownSpace): string[] {
    const announced = around
      .filter((found) => found.fingerprint === fingerprint)
      .flatMap((found) => found.addresses.flatMap((place) => originOfPlace(place) ?? []))
    return [
      ...new Set([...(whereIs({ url }) ? [url] : []), ...inTurn(announced, addresses)]),
    ].slice(0, MOST_PLACES)
  }

  async function search(id: string, signal: AbortSignal): Promise<void> {
    for (let wait = FIRST; ; wait = Math.min(wait * 2, LONGEST)) {
      // Whatever is announced meanwhile, nobody is asked more often than that.
      await after(FIRST, undefined, { signal }).catch(() => {})
      const either = AbortSignal.any([signal, wake.signal])
      await after(wait - FIRST, undefined, { signal: either }).catch(() => {})
      const space = spaces.list().find((one) => one.id === id)
      if (signal.aborted || !space?.fingerprint || space.hosted) return
      const found = await raceAddresses(placesOf(space), space.fingerprint, signal)
      if (signal.aborted) return
      if (found !== null && found !== space.url) await spaces.move(id, found)
    }
  }

  function leave(id: string): void {
    sought.get(id)?.abort()
    sought.delete(id)
    if (sought.size === 0) finder().leave(VIEWER)
  }

  return {
    seek(id) {
      if (sought.has(id)) return
      const controller = new AbortController()
      sought.set(id, controller)
      around = finder().look(VIEWER)
      void search(id, controller.signal)
    },
    leave,
    leaveAll: () => [...sought.keys()].forEach(leave),
    heard(found) {
      const known = new Set(around.flatMap(({ addresses }) => addresses))
      around = found
      if (!found.some(({ addresses }) => addresses.some((place) => !known.has(place)))) return
      // Whoever is sought may be among them.
      const before = wake
      wake = new AbortController()
      before.abort()
    },
  }
}
