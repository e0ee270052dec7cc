import { quantile } from './figure.ts'

/** Delays of single messages in milliseconds. */
export class Delays {
  readonly #values: number[] = []

  add(milliseconds: number): void {
    this.#values.push(milliseconds)
  }

  get count(): number {
    return this.#values.length
  }

  quantile(q: number): number {
    return quantile(Float64Array.from(this.#values).sort(), q)
  }

  quantiles(): { p50: number; p99: number; max: number } {
    const sorted = Float64Array.from(this.#values).sort()
    return { p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99), max: sorted.at(-1) ?? NaN }
  }
}
