import { systemClock, type Clock } from './clock.ts'
import type { SocketConstructor } from './link/link.ts'
import type { Log } from './log.ts'
import { systemRandom, type RandomBytes } from './random.ts'
import type { Locks } from './siblings/sending-turn.ts'
import type { ChannelConstructor } from './siblings/siblings.ts'
import type { SpaceClient } from './space-client.ts'
import { Space } from './space/space.ts'
import type { Cache } from './cache/cache.ts'
import type { TokenStore } from './token-store.ts'

export type OpenSpaceOptions = {
  /** Address of the space, such as `https://parley.local:7777`. */
  url: string
  cache: Cache
  tokenStore: TokenStore
  /** How this device is called in the list of devices. */
  device: string
  clientInfo: { name: string; version: string }
  clock?: Clock
  random?: RandomBytes
  fetch?: typeof fetch
  WebSocket?: SocketConstructor
  /** Between windows of one browser; null for none. */
  BroadcastChannel?: ChannelConstructor | null
  locks?: Locks | null
  log?: Log
}

/** Opens a space: resolves with what is cached, and connects meanwhile where somebody is signed in. */
export async function openSpace(options: OpenSpaceOptions): Promise<SpaceClient> {
  const space = new Space({
    ...options,
    clock: options.clock ?? systemClock,
    random: options.random ?? systemRandom,
    fetch: options.fetch ?? ((...request) => globalThis.fetch(...request)),
    WebSocket: options.WebSocket ?? globalThis.WebSocket,
    BroadcastChannel: choose(options.BroadcastChannel, globalThis.BroadcastChannel),
    locks: choose(options.locks, systemLocks()),
    onNetwork: onSystemNetwork,
    log: options.log ?? (() => {}),
  })
  await space.start()
  return space
}

function choose<T>(given: T | null | undefined, otherwise: T | undefined): T | undefined {
  return given === undefined ? otherwise : (given ?? undefined)
}

/** Only pages of a secure origin have them. */
function systemLocks(): Locks | undefined {
  return (globalThis.navigator as { locks?: LockManager } | undefined)?.locks
}

function onSystemNetwork(listener: () => void): () => void {
  const scope = globalThis as Partial<EventTarget>
  scope.addEventListener?.('online', listener)
  return () => scope.removeEventListener?.('online', listener)
}
