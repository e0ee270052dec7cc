import type { Caller } from '../domain/caller.ts'
import type { Connection } from '../transport/socket/connection.ts'

export type ConnectedDevicesDeps = {
  connections: { all: () => Iterable<Connection> }
  accounts: { connected: (callers: Iterable<Caller>) => void }
  /** Milliseconds. */
  every: number
}

/**
 * Says now and then whose devices are connected: a connection may stay open for longer than a device
 * may be unused. Returns the way to stop.
 */
export function tellConnectedDevices({
  connections,
  accounts,
  every,
}: ConnectedDevicesDeps): () => void {
  const timer = setInterval(() => accounts.connected(callersOf(connections.all())), every).unref()
  return () => clearInterval(timer)
}

function* callersOf(connections: Iterable<Connection>): Generator<Caller> {
  for (const { caller } of connections) if (caller) yield caller
}
