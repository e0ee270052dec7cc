import type { Metrics } from '../../observability/metrics.ts'
import type { TemplatedApp } from '../uws.ts'
import type { Connection } from './connection.ts'
import type { SlowConsumers } from './slow-consumers.ts'

/** Fan-out to this node's connections by the native library's topics. */
export class NativeTopics {
  readonly #app: TemplatedApp
  readonly #slow: SlowConsumers
  readonly #metrics: Metrics

  constructor(app: TemplatedApp, slow: SlowConsumers, metrics: Metrics) {
    this.#app = app
    this.#slow = slow
    this.#metrics = metrics
  }

  publish(topic: string, frame: string | Uint8Array, except?: Connection): void {
    if (except) except.publish(topic, frame)
    else this.#app.publish(topic, frame)
    this.#metrics.counts.framesPublished++
    this.#slow.published(frame.length)
  }

  subscribers(topic: string): number {
    return this.#app.numSubscribers(topic)
  }
}
