import type { Clock } from '../clock.ts'
import type { DomainSettings } from '../domain-settings.ts'
import { Backoffs } from '../rates/backoffs.ts'

/** Slows whoever guesses at invites, whether at their links or at their words. */
export class InviteGuesses {
  readonly #wrong: Backoffs

  /** @param clock one that never goes back */
  constructor({ wrongInvites }: Pick<DomainSettings, 'wrongInvites'>, clock: Clock) {
    this.#wrong = new Backoffs(wrongInvites, clock)
  }

  /** @throws Refused `rate_limited` while the address has to wait */
  assertFree(address: string): void {
    this.#wrong.assertFree(address)
  }

  /**
   * What the look finds; null counts as a wrong guess, an error as none.
   * @throws Refused `rate_limited` while the address has to wait
   */
  async counted<T>(address: string, look: () => Promise<T | null>): Promise<T | null> {
    this.#wrong.assertFree(address)
    const attempt = this.#wrong.began(address)
    let wrong = false
    try {
      const found = await look()
      wrong = found === null
      return found
    } finally {
      if (!wrong) attempt.takeBack()
    }
  }
}
