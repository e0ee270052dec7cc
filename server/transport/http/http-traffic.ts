import { Refused } from '../../../protocol/index.ts'
import type { Exchange } from './exchange.ts'

/** Counts requests that are being answered, so that a stop can wait for them. */
export class HttpTraffic {
  #open = 0
  #isStopping = false
  #onQuiet: (() => void)[] = []
  readonly #onAnswered: (route: string, status: number, seconds: number) => void

  constructor(onAnswered: (route: string, status: number, seconds: number) => void) {
    this.#onAnswered = onAnswered
  }

  began(exchange: Exchange, route: string): void {
    const startedAt = performance.now()
    this.#open++
    exchange.onSettled(() => {
      this.#onAnswered(route, exchange.status, (performance.now() - startedAt) / 1000)
      this.#ended()
    })
  }

  /** What is done for a request goes on when its asker is gone. */
  async during(work: Promise<void>): Promise<void> {
    this.#open++
    await work.finally(() => this.#ended())
  }

  /** To be asked before anything is done for a request: it may come over a connection from before. @throws Refused */
  admit(): void {
    if (this.#isStopping) throw new Refused('unavailable', 'The server stops: come back')
  }

  /** From now on nobody is admitted. Resolves when no request is being answered, nor worked on. */
  stop(): Promise<void> {
    this.#isStopping = true
    return this.#open === 0
      ? Promise.resolve()
      : new Promise((resolve) => void this.#onQuiet.push(resolve))
  }

  #ended(): void {
    this.#open--
    if (this.#open === 0) for (const resolve of this.#onQuiet.splice(0)) resolve()
  }
}
