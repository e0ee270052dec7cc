import type { Clock } from '../../client/index.ts'

/** A device's clock: may run faster, so that waits of minutes take seconds, and can be set wrong. */
export class DeviceClock implements Clock {
  #speed = 1
  #from = Date.now()
  #since = performance.now()
  /** Milliseconds by which somebody set it forward. */
  ahead = 0

  /** From now on; timers that were set run as they were. */
  set speed(times: number) {
    this.#from = this.#time()
    this.#since = performance.now()
    this.#speed = times
  }

  now(): number {
    return Math.round(this.#time() + this.ahead)
  }

  after(ms: number, run: () => void): () => void {
    const timer = setTimeout(run, ms / this.#speed)
    return () => clearTimeout(timer)
  }

  #time(): number {
    return this.#from + (performance.now() - this.#since) * this.#speed
  }
}
