import { seeded } from '../client/test/seeded.ts'

/** Decisions that look random and are the same for the same seed and purpose. */
export class Chance {
  readonly #seed: number
  readonly #next: () => number

  constructor(seed: number, purpose = '') {
    this.#seed = seed
    this.#next = seeded(mixed(seed, purpose))
  }

  /** One of its own, which draws from this one change nothing of. */
  of(purpose: string): Chance {
    return new Chance(mixed(this.#seed, purpose), purpose)
  }

  /** At least 0, less than 1. */
  fraction(): number {
    return this.#next()
  }

  happens(probability: number): boolean {
    return this.#next() < probability
  }

  /** Both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.#next() * (most - least + 1))
  }

  oneOf<T>(choices: readonly T[]): T {
    return choices[Math.floor(this.#next() * choices.length)]!
  }

  /** A key, as often as its weight says. */
  weighted<K extends string>(weights: Readonly<Partial<Record<K, number>>>): K {
    const entries = Object.entries(weights) as [K, number][]
    let left = this.#next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [key, weight] of entries) if ((left -= weight) < 0) return key
    return entries.at(-1)![0]
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.between(0, 255))
  }
}

/** FNV-1a: near seeds must not begin alike. */
function mixed(seed: number, purpose: string): number {
  let hash = 2_166_136_261
  for (const char of `${seed} ${purpose}`) {
    hash ^= char.codePointAt(0)!
    hash = Math.imul(hash, 16_777_619)
  }
  return hash >>> 0
}
