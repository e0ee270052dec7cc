import type { Clock } from '../../domain/clock.ts'
import type { Domain } from '../../domain/domain.ts'
import type { PresenceDesk } from '../../domain/presence/presence-desk.ts'
import { createHello } from '../../handlers/socket/hello.ts'
import type { TypingAnnouncer } from '../../handlers/socket/socket-handler.ts'
import { createSocketHandlers } from '../../handlers/socket/socket-handlers.ts'
import type { Metrics } from '../../observability/metrics.ts'
import type { Failures } from '../failures.ts'
import type { Origins } from '../origins.ts'
import type { Audience } from './audience.ts'
import type { Connections } from './connections.ts'
import type { Door } from './door.ts'
import type { SlowConsumers } from './slow-consumers.ts'
import { SocketRequests } from './socket-requests.ts'
import { SocketServer } from './socket-server.ts'
import type { SocketSettings } from './socket-settings.ts'

export type SocketDeps = {
  domain: Domain
  audience: Audience
  presence: PresenceDesk
  typing: TypingAnnouncer
  connections: Connections
  slow: SlowConsumers
  origins: Origins
  failures: Failures
  metrics: Metrics
  settings: SocketSettings
  clock: Clock
}

export type SocketSide = { sockets: SocketServer; requests: SocketRequests }

/** Everything that is answered by WebSocket, at each door. */
export function serveSocket(doors: readonly Door[], deps: SocketDeps): SocketSide {
  const { clock, domain, presence, settings, typing } = deps
  const now = (): number => clock.now()
  const hello = createHello({ domain, now, heartbeat: settings.heartbeat })
  const handlers = createSocketHandlers({ domain, presence, typing, now })
  const requests = new SocketRequests({ ...deps, hello, handlers })
  const sockets = new SocketServer({ ...deps, requests })
  for (const door of doors) sockets.serve(door)
  return { sockets, requests }
}
