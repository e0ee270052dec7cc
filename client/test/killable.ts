import type { Cache } from '../cache/cache.ts'
import type { Clock } from '../clock.ts'

/** The outside world of one run of a client: when killed, nothing of it happens any more. */
export class Killable {
  alive = true
  /** How long it set timers for. */
  waits: number[] = []

  clock(clock: Clock): Clock {
    return {
      now: () => clock.now(),
      after: (ms, run) => {
        this.waits.push(ms)
        return clock.after(ms, () => this.alive && run())
      },
    }
  }

  /** What was not committed is lost, and who waits for it waits for ever. */
  cache(cache: Cache): Cache {
    const whileAlive =
      <A extends unknown[], T>(method: (...args: A) => Promise<T>) =>
      (...args: A): Promise<T> =>
        this.alive ? method(...args) : new Promise<T>(() => {})
    return {
      shared: cache.shared,
      trouble: cache.trouble,
      load: whileAlive(() => cache.load()),
      unsent: whileAlive(() => cache.unsent()),
      eventsBefore: whileAlive((id, before, limit) => cache.eventsBefore(id, before, limit)),
      eventsAfter: whileAlive((id, after, limit) => cache.eventsAfter(id, after, limit)),
      users: whileAlive((ids) => cache.users(ids)),
      commit: whileAlive((batch) => cache.commit(batch)),
      close: async () => {},
    }
  }

  kill(): void {
    this.alive = false
  }
}
