import type { Connection } from './connection.ts'

/**
 * The one way out for what is meant for one connection: frames of one turn of the event loop leave
 * together. What is meant for many goes by their topics.
 */
export class WayOut {
  #waiting: Connection[] = []
  readonly #onBackpressure: (connection: Connection) => void
  readonly #flushAll = (): void => {
    const waiting = this.#waiting
    this.#waiting = []
    for (const connection of waiting) this.flush(connection)
  }

  constructor(onBackpressure: (connection: Connection) => void) {
    this.#onBackpressure = onBackpressure
  }

  flushSoon(connection: Connection): void {
    if (this.#waiting.push(connection) === 1) setImmediate(this.#flushAll)
  }

  flush(connection: Connection): void {
    if (!connection.flush()) this.#onBackpressure(connection)
  }
}
