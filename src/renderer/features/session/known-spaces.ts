import type { Bridge } from '../../../../shared/ipc/bridge.ts'
import type { HostState, KnownSpace } from '../../../../shared/ipc/schemas.ts'

/** Which spaces this person can go to: those the app knows, or the one that served this page. */
export type KnownSpaces = {
  list(): Promise<readonly KnownSpace[]>
  /** The server that this app runs itself; null in a browser, which runs none. */
  host(): Promise<HostState | null>
  /** Takes a space out of the app; nobody is signed in there any more, and its client is closed. */
  forget(space: string): Promise<void>
  /** It does not answer where it is thought to be, or does again: whether it is to be looked for. */
  seek(space: string, on: boolean): void
  /** It calls itself this now. */
  rename(space: string, name: string): void
  listen(told: {
    spaces: (spaces: readonly KnownSpace[]) => void
    host: (state: HostState) => void
  }): () => void
}

/** Where what is known of a space is cached. */
export const cacheOf = (space: string): string => `parley-${space}`

export function spacesOfApp(bridge: Bridge): KnownSpaces {
  return {
    list: () => bridge.spaces.list(),
    host: () => bridge.host.state(),
    async forget(space) {
      indexedDB.deleteDatabase(cacheOf(space))
      await bridge.spaces.remove(space)
    },
    seek: (space, on) => void bridge.spaces.seek(space, on),
    // What no space may be called is refused there: it stays what it was called before.
    rename: (space, name) => void bridge.spaces.rename(space, name).catch(() => {}),
    listen(told) {
      const stops = [bridge.on('spaces', told.spaces), bridge.on('host-state', told.host)]
      return () => stops.forEach((stop) => stop())
    },
  }
}

/** By what a browser keeps the space that served its page. */
export const hereId = 'here'

export function spaceOfPage(origin: string): KnownSpaces {
  const here: KnownSpace = { id: hereId, name: new URL(origin).host, url: origin, hosted: false }
  return {
    list: async () => [here],
    host: async () => null,
    forget: async () => {},
    seek: () => {},
    rename: () => {},
    listen: () => () => {},
  }
}
