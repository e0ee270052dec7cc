import { setPriority } from 'node:os'

/**
 * From now on this thread runs where those that answer people leave time, the less the greater `nice` (up
 * to 19) is. Linux alone gives threads priorities of their own; elsewhere this would slow the whole process.
 */
export function runInTheBackground(nice: number): void {
  if (process.platform !== 'linux') return
  try {
    setPriority(nice)
  } catch {
    // Not allowed in some containers; the thread then competes as an equal.
  }
}

/** Milliseconds for which a thread may keep a core to itself. */
const STRETCH = 0.3
/** As short as a sleep can be. */
const SLEEP = 0.01

/**
 * The way for a thread with much to do to let others run, to be called often. Whoever wakes meanwhile gets
 * the core at once only where it is free: a low priority makes a thread's turns rarer, not shorter, and a
 * turn lasts until the clock's next tick, 4 ms on most systems.
 */
export function steppingAside(): () => void {
  const nobody = new Int32Array(new SharedArrayBuffer(4))
  let since = performance.now()
  return () => {
    if (performance.now() - since < STRETCH) return
    Atomics.wait(nobody, 0, 0, SLEEP)
    since = performance.now()
  }
}
