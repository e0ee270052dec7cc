import { setPriority } from 'node:os'

/** A quarter of a core that others want as well: whoever searches waits for this thread. */
const NICE = 5

/**
 * From now on this thread runs where those that answer people leave time. Linux alone gives threads
 * priorities of their own; elsewhere this would slow the whole process.
 */
export function runInTheBackground(): void {
  if (process.platform !== 'linux') return
  try {
    setPriority(NICE)
  } catch {
    // Not allowed in some containers; the thread then competes as an equal.
  }
}
