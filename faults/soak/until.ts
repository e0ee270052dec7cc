import { setTimeout as pause } from 'node:timers/promises'

/** What anything may take once nothing is in its way, milliseconds. */
export const PATIENCE = 90_000

export class NotInTime extends Error {
  override readonly name = 'NotInTime'
}

/** Looks again and again until it is so. @throws NotInTime */
export async function until(
  condition: () => boolean | Promise<boolean>,
  { within = 60_000, what = (): string => String(condition), every = 20 } = {},
): Promise<void> {
  const end = performance.now() + within
  while (!(await condition())) {
    if (performance.now() > end) throw new NotInTime(`not so within ${within} ms: ${what()}`)
    await pause(every)
  }
}
