import {
  browse,
  type Browsing,
  type InterfaceChoice,
  systemNetwork,
} from '../../../discovery/index.ts'
import type { FoundSpace } from '../../../shared/ipc/schemas.ts'

export interface SpaceFinderOptions {
  /** Where to look; `off`: nowhere. */
  readonly interfaces: InterfaceChoice | 'off'
  announce(spaces: FoundSpace[]): void
}

/** Finds the spaces of the network, as long as somebody looks. */
export interface SpaceFinder {
  /** Answers with what is known already; what is found from then on is announced. */
  look(viewer: number): FoundSpace[]
  leave(viewer: number): void
  stop(): Promise<void>
}

/** How often interfaces are looked at, in milliseconds. */
const lookedAt = 2_000

export function createSpaceFinder({ announce, interfaces }: SpaceFinderOptions): SpaceFinder {
  const viewers = new Set<number>()
  let browsing: Browsing | undefined
  let stopping: Promise<void> = Promise.resolve()

  function stop(): Promise<void> {
    const last = browsing
    browsing = undefined
    if (last) stopping = last.stop()
    return stopping
  }

  return {
    look(viewer) {
      if (interfaces === 'off') return []
      viewers.add(viewer)
      browsing ??= browse({
        network: systemNetwork({ choice: interfaces, every: lookedAt }),
        found: announce,
      })
      return browsing.spaces()
    },
    leave(viewer) {
      viewers.delete(viewer)
      if (viewers.size === 0) void stop()
    },
    stop,
  }
}
