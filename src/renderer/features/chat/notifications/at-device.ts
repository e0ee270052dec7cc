import type { Clock } from '../../../../../client/clock.ts'

/** So long without a touch, and one is away; milliseconds. */
export const IDLE = 5 * 60_000
/** How often whoever is away is looked for where only the system can tell; milliseconds. */
export const LOOK_AGAIN = 60_000

export type AtDeviceOptions = {
  clock: Clock
  /** Milliseconds since the person last touched this device, in any program; null where only the window knows. */
  systemIdle: (() => Promise<number>) | null
  /** At the start, and each time it is otherwise. */
  changed(present: boolean): void
}

export type AtDevice = {
  /** The person did something in the window: they are there. */
  touched(): void
  stop(): void
}

/** Whether somebody is at this device: until it was not touched for `IDLE`, whatever has the focus. */
export function watchDevice({ clock, systemIdle, changed }: AtDeviceOptions): AtDevice {
  let touchedAt = clock.now()
  let present = true
  let stopped = false
  let callOff = look(IDLE)

  function look(after: number): () => void {
    return clock.after(after, () => void check())
  }

  function say(now: boolean): void {
    if (now === present) return
    present = now
    changed(present)
  }

  async function check(): Promise<void> {
    const elsewhere = (await systemIdle?.().catch(() => Infinity)) ?? Infinity
    if (stopped) return
    const idle = Math.max(0, Math.min(clock.now() - touchedAt, elsewhere))
    callOff()
    say(idle < IDLE)
    if (present) callOff = look(IDLE - idle)
    else if (systemIdle) callOff = look(LOOK_AGAIN)
  }

  changed(present)
  return {
    touched() {
      touchedAt = clock.now()
      if (present) return
      say(true)
      callOff()
      callOff = look(IDLE)
    },
    stop() {
      stopped = true
      callOff()
    },
  }
}
