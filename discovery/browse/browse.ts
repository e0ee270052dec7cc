import type { Link, Network } from '../network/network.ts'
import { type FoundSpace, foundSpaces } from './found-space.ts'
import { LinkBrowser } from './link-browser.ts'

export type BrowseOptions = {
  network: Network
  /** Called with all of them whenever they, or where they are, have changed. */
  found: (spaces: FoundSpace[]) => void
  now?: () => number
  wallClock?: () => number
  random?: () => number
}

export type Browsing = {
  spaces: () => FoundSpace[]
  stop: () => Promise<void>
}

/** How long changes are collected before they are told, in milliseconds: quick, and no flood. */
const COLLECTED = 40
const COLLECTED_LATER = 250

/** Looks for spaces on every link of the network until it is stopped. */
export function browse(options: BrowseOptions): Browsing {
  const { network, random = Math.random, wallClock = () => Date.now() } = options
  const now = options.now ?? (() => performance.now())
  const browsers = new Map<Link, LinkBrowser>()
  let told = ''
  let toldAt = -Infinity
  let timer: NodeJS.Timeout | undefined

  function spaces(): FoundSpace[] {
    const since = wallClock() - now()
    const seen = [...browsers.values()].map((one) => ({
      link: one.link,
      sightings: one.sightings(),
    }))
    return foundSpaces(seen).map((space) => ({
      ...space,
      seenAt: Math.round(since + space.seenAt),
    }))
  }

  function tell(): void {
    timer = undefined
    const all = spaces()
    const what = JSON.stringify(all.map(({ seenAt: _, ...rest }) => rest))
    if (what === (told || '[]')) return
    told = what
    toldAt = now()
    options.found(all)
  }

  function changed(): void {
    timer ??= setTimeout(tell, now() - toldAt > COLLECTED_LATER ? COLLECTED : COLLECTED_LATER)
    timer.unref()
  }

  const leave = network.listen({
    opened(link) {
      browsers.set(link, new LinkBrowser({ link, now, random, changed }))
    },
    closed(link) {
      browsers.get(link)?.stop()
      browsers.delete(link)
      changed()
    },
    heard: (link, message, from) => browsers.get(link)?.heard(message, from),
  })

  return {
    spaces,
    async stop() {
      clearTimeout(timer)
      for (const browser of browsers.values()) browser.stop()
      browsers.clear()
      await leave()
    },
  }
}
