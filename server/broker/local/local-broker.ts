import type { Broker, BrokerMessage } from '../broker.ts'

type Listener = (message: BrokerMessage) => void

/** A broker for one node: calls the listeners at once, in the order of their subscription. */
export class LocalBroker implements Broker {
  readonly #listeners = new Set<Listener>()
  readonly #onError: (error: unknown) => void
  readonly #waiting: BrokerMessage[] = []
  #delivering = false

  /** @param onError hears of a listener that threw; the others are called all the same. */
  constructor(onError: (error: unknown) => void) {
    this.#onError = onError
  }

  publish(message: BrokerMessage): void {
    this.#waiting.push(message)
    // What a listener publishes waits, or the listeners after it would hear it before its cause.
    if (this.#delivering) return
    this.#delivering = true
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) this.#deliver(next)
    this.#delivering = false
  }

  subscribe(listener: Listener): () => void {
    const own: Listener = (message) => listener(message)
    this.#listeners.add(own)
    return () => void this.#listeners.delete(own)
  }

  close(): Promise<void> {
    this.#listeners.clear()
    return Promise.resolve()
  }

  #deliver(message: BrokerMessage): void {
    for (const listener of this.#listeners) {
      try {
        listener(message)
      } catch (error) {
        this.#onError(error)
      }
    }
  }
}
