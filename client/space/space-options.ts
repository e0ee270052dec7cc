import type { Cache } from '../cache/cache.ts'
import type { Clock } from '../clock.ts'
import type { SocketConstructor } from '../link/link.ts'
import type { Log } from '../log.ts'
import type { RandomBytes } from '../random.ts'
import type { Locks } from '../siblings/sending-turn.ts'
import type { ChannelConstructor } from '../siblings/siblings.ts'
import type { TokenStore } from '../token-store.ts'

/** All that the outside world gives to one space. */
export type SpaceOptions = {
  url: string
  cache: Cache
  tokenStore: TokenStore
  device: string
  clientInfo: { name: string; version: string }
  clock: Clock
  random: RandomBytes
  fetch: typeof fetch
  WebSocket: SocketConstructor
  BroadcastChannel: ChannelConstructor | undefined
  locks: Locks | undefined
  /** Calls back when the network came back. Returns the way to stop. */
  onNetwork(listener: () => void): () => void
  log: Log
}
