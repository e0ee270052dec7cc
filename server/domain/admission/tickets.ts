import type { InviteId } from '../../../protocol/index.ts'
import type { Clock } from '../clock.ts'
import type { Ids } from '../ids.ts'

const GOOD_FOR = 10 * 60_000
const MOST = 1_000

/** What words were exchanged for: good as the invite's secret, for as long as registering takes. */
export class Tickets {
  readonly #clock: Clock
  readonly #ids: Ids
  readonly #made = new Map<string, { invite: InviteId; until: number }>()

  constructor(clock: Clock, ids: Ids) {
    this.#clock = clock
    this.#ids = ids
  }

  make(invite: InviteId): string {
    const ticket = this.#ids.token()
    this.#made.set(ticket, { invite, until: this.#clock.now() + GOOD_FOR })
    for (const [old, { until }] of this.#made) {
      if (this.#made.size <= MOST && until > this.#clock.now()) break
      this.#made.delete(old)
    }
    return ticket
  }

  inviteOf(ticket: string): InviteId | null {
    const made = this.#made.get(ticket)
    return made && made.until > this.#clock.now() ? made.invite : null
  }
}
