/** What one connection may cost. Times are in milliseconds, sizes in bytes. */
export type SocketSettings = {
  /** From the connection's opening to a `hello` that was read. */
  helloTimeout: number
  /** Without a sign of life for so long a connection is closed; a sign is asked for in between. */
  idleTimeout: number
  /** A client that heard nothing for so long should ask. */
  heartbeat: number
  /** Connections of one person at a time, on all of their devices. */
  connectionsPerUser: number
  /** Size of what one person has not read on all of their connections; beyond it no more are welcomed. */
  unreadPerUser: number
  /** Frames that a client may send: `burst` at once, then `perSecond`. Null: as many as it likes. */
  frames: { burst: number; perSecond: number } | null
  /** Unreadable frames one after the other before the connection is closed. */
  malformedFrames: number
  /** Requests of one connection that are worked on at a time; more wait their turn. */
  inFlight: number
  /** Size of the frames that wait; beyond it the connection is closed. */
  waitingBytes: number
  /** What may be buffered for one reader before the connection is closed. */
  maxBackpressure: number
}

export const defaultSocketSettings: SocketSettings = {
  helloTimeout: 10_000,
  idleTimeout: 60_000,
  heartbeat: 30_000,
  connectionsPerUser: 100,
  unreadPerUser: 32 * 1024 * 1024,
  frames: { burst: 5_000, perSecond: 1_000 },
  malformedFrames: 50,
  inFlight: 512,
  waitingBytes: 1024 * 1024,
  maxBackpressure: 4 * 1024 * 1024,
}
