import type { Connection } from './connection.ts'

const LOOK_EVERY = 1_000

/** Closes connections that do not say `hello` in time: one timer for all, and none while nobody is late. */
export class HelloTimeouts {
  readonly #timeout: number
  /** With when they were opened, oldest first. */
  readonly #waiting = new Map<Connection, number>()
  #timer: NodeJS.Timeout | null = null

  constructor(timeout: number) {
    this.#timeout = timeout
  }

  opened(connection: Connection): void {
    this.#waiting.set(connection, performance.now())
    const every = Math.min(LOOK_EVERY, this.#timeout)
    this.#timer ??= setInterval(() => this.#look(), every).unref()
  }

  /** It was greeted or closed. */
  settled(connection: Connection): void {
    if (!this.#timer || !this.#waiting.delete(connection) || this.#waiting.size > 0) return
    clearInterval(this.#timer)
    this.#timer = null
  }

  #look(): void {
    const late = performance.now() - this.#timeout
    for (const [connection, openedAt] of this.#waiting) {
      if (openedAt > late) return
      connection.close('idle', 'no hello in time')
    }
  }
}
