import { Refused } from '../../protocol/index.ts'
import { StorageFailed, StorageFull } from '../storage/storage.ts'
import type { Logger } from '../observability/logger.ts'
import type { Metrics } from '../observability/metrics.ts'

/** Turns what handlers throw into what the asker is told, and tells the operator what was no refusal. */
export class Failures {
  readonly #logger: Logger
  readonly #metrics: Metrics
  readonly #onStorage: (error: StorageFailed | StorageFull) => void

  constructor(
    logger: Logger,
    metrics: Metrics,
    onStorage: (error: StorageFailed | StorageFull) => void,
  ) {
    this.#logger = logger
    this.#metrics = metrics
    this.#onStorage = onStorage
  }

  /** @param doing what was asked for, for the log: a route's or a frame's name. */
  toRefused(error: unknown, doing: string): Refused {
    if (error instanceof Refused) return error
    this.report(error, doing)
    if (error instanceof StorageFull) {
      return new Refused('storage_full', 'The server has no room to store this', {
        retryAfter: 5_000,
      })
    }
    if (error instanceof StorageFailed) {
      return new Refused('unavailable', 'The server cannot reach what it stored: come back')
    }
    return new Refused('internal', 'The server failed; the failure is in its log')
  }

  /** A failure that nobody waits for. */
  report(error: unknown, doing: string): void {
    const isStorage = error instanceof StorageFailed || error instanceof StorageFull
    if (isStorage) this.#onStorage(error)
    if (error instanceof StorageFull) return
    this.#metrics.counts.errors++
    this.#logger.error({ err: error, doing }, 'failed')
  }
}
