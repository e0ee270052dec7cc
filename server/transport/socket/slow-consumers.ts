import type { Logger } from '../../observability/logger.ts'
import type { Metrics } from '../../observability/metrics.ts'
import type { Connection } from './connection.ts'
import type { Connections } from './connections.ts'

/**
 * Closes connections whose reader does not keep up, with a code that says so. The native library
 * closes them as well, but only far beyond the limit, and then without a word.
 */
export class SlowConsumers {
  readonly limit: number
  readonly #connections: Connections
  readonly #logger: Logger
  readonly #metrics: Metrics
  #publishedBytes = 0
  #planned = false

  constructor(limit: number, connections: Connections, logger: Logger, metrics: Metrics) {
    this.limit = limit
    this.#connections = connections
    this.#logger = logger
    this.#metrics = metrics
  }

  /** Nobody's buffer grows faster than what is published: so often, and no oftener, all are looked at. */
  published(bytes: number): void {
    this.#publishedBytes += bytes
    if (this.#publishedBytes < this.limit / 4 || this.#planned) return
    this.#planned = true
    setImmediate(() => {
      this.#planned = false
      this.#publishedBytes = 0
      for (const connection of this.#connections.all()) this.check(connection)
    })
  }

  check(connection: Connection): void {
    const buffered = connection.bufferedBytes
    if (buffered <= this.limit + connection.slack) return
    this.#metrics.counts.slowConsumers++
    this.#logger.warn({ connection: connection.id, buffered }, 'slow consumer closed')
    connection.close('slowConsumer', 'reads too slowly; resume')
  }
}
