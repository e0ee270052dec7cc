/** Time as the client sees it: passed in, so that tests move it. */
export interface Clock {
  /** Milliseconds since 1970 on this device. */
  now(): number
  /** Runs once after `ms`. Returns the way to call it off. */
  after(ms: number, run: () => void): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}
