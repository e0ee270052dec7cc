/** How long is waited before each time of asking for what was not told: milliseconds. */
const WAITS = [50, 1_000, 2_000, 4_000]

/** Something that was named, and not described: it is asked for a few times. */
export class Missing {
  #asked = 0
  #next = Infinity

  constructor(now: number) {
    this.begin(now)
  }

  get nextTime(): number {
    return this.#next
  }

  /** It was told once, and is no longer valid: it is asked for like at first. */
  begin(now: number): void {
    this.#asked = 0
    this.#next = now + WAITS[0]!
  }

  /** It was told. */
  end(): void {
    this.#next = Infinity
  }

  /** Whether it is time to ask; asked so, it counts as having been. */
  isDue(now: number): boolean {
    if (now < this.#next) return false
    this.#asked += 1
    this.#next = now + (WAITS[this.#asked] ?? Infinity)
    return true
  }
}
