/** When a page's timers ran, in milliseconds. */
export type TimerRuns = { at: number }[]

/** Runs in the page before its own scripts, and notes each run of a timer from then on. */
export function watchTimers(): void {
  const runs: TimerRuns = []
  Object.assign(globalThis, { timerRuns: runs })
  const noted = (run: unknown) =>
    function (this: unknown, ...args: unknown[]): void {
      runs.push({ at: performance.now() })
      if (typeof run === 'function') run.apply(this, args)
    }
  const timers = ['setTimeout', 'setInterval'] as const
  for (const kind of timers) {
    const original = globalThis[kind].bind(globalThis) as (...args: unknown[]) => number
    const watched = (run: unknown, delay?: unknown, ...args: unknown[]): number =>
      original(noted(run), delay, ...args)
    Object.assign(globalThis, { [kind]: watched })
  }
  const frames = globalThis.requestAnimationFrame.bind(globalThis)
  Object.assign(globalThis, {
    requestAnimationFrame: (run: unknown) => frames(noted(run)),
  })
}
