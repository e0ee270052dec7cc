import type { Metrics } from '../../observability/metrics.ts'
import type { Connection } from './connection.ts'
import type { Door } from './door.ts'
import type { SlowConsumers } from './slow-consumers.ts'

/** Fan-out to this node's connections by the native library's topics, through whichever door they came. */
export class NativeTopics {
  readonly #doors: readonly Door[]
  readonly #slow: SlowConsumers
  readonly #metrics: Metrics

  constructor(doors: readonly Door[], slow: SlowConsumers, metrics: Metrics) {
    this.#doors = doors
    this.#slow = slow
    this.#metrics = metrics
  }

  publish(topic: string, frame: string | Uint8Array, except?: Connection): void {
    const [first] = this.#doors
    if (this.#doors.length === 1) publishAt(first!, topic, frame, except)
    else this.#publishAtEach(topic, frame, except)
    this.#metrics.counts.framesPublished++
    this.#slow.published(frame.length)
  }

  subscribers(topic: string): number {
    return this.#doors.reduce((sum, { app }) => sum + app.numSubscribers(topic), 0)
  }

  /** Where nobody hears it nothing is done; where several doors do, it is encoded once for all of them. */
  #publishAtEach(topic: string, frame: string | Uint8Array, except?: Connection): void {
    const doors = this.#doors.filter((door) => door.hears(topic))
    const encoded = doors.length > 1 && typeof frame === 'string' ? Buffer.from(frame) : frame
    for (const door of doors) publishAt(door, topic, encoded, except)
  }
}

function publishAt(
  door: Door,
  topic: string,
  frame: string | Uint8Array,
  except: Connection | undefined,
): void {
  if (except?.door === door) except.publish(topic, frame)
  else door.app.publish(topic, frame)
}
