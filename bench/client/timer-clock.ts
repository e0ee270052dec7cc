/** What a page's timers did: when each ran, in milliseconds, and for how long it had been set. */
export type TimerRuns = { kind: string; at: number; delay: number }[]

/** Runs in the page before its own scripts, and notes each run of a timer from then on. */
export function watchTimers(): void {
  const runs: TimerRuns = []
  Object.assign(globalThis, { timerRuns: runs })
  const noted = (kind: string, delay: unknown, run: unknown) =>
    function (this: unknown, ...args: unknown[]): void {
      runs.push({ kind, at: performance.now(), delay: Number(delay ?? 0) })
      if (typeof run === 'function') run.apply(this, args)
    }
  const timers = ['setTimeout', 'setInterval'] as const
  for (const kind of timers) {
    const original = globalThis[kind].bind(globalThis) as (...args: unknown[]) => number
    const watched = (run: unknown, delay?: unknown, ...args: unknown[]): number =>
      original(noted(kind, delay, run), delay, ...args)
    Object.assign(globalThis, { [kind]: watched })
  }
  const frames = globalThis.requestAnimationFrame.bind(globalThis)
  Object.assign(globalThis, {
    requestAnimationFrame: (run: unknown) => frames(noted('requestAnimationFrame', 0, run)),
  })
}
