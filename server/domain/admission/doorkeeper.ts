import { Refused, limits, type InviteId, type Registration } from '../../../protocol/index.ts'
import { inviteProblem, type Entry, type InviteProblem } from '../../storage/storage.ts'
import { tokenHash } from '../accounts/token-hash.ts'
import type { DomainDeps } from '../domain.ts'
import { limitReached } from '../limit-reached.ts'
import { Backoffs } from '../rates/backoffs.ts'
import type { Tickets } from './tickets.ts'

export type Arrival = { invite?: string | undefined; address: string }

const SAID: Record<InviteProblem, string> = {
  invite_invalid: 'This invite is not valid',
  invite_expired: 'This invite has expired',
  invite_used_up: 'This invite was used as often as it may be',
  invite_revoked: 'This invite was revoked',
}

/** Decides how somebody who registers comes in. */
export class Doorkeeper {
  readonly #deps: Pick<DomainDeps, 'storage' | 'clock' | 'settings'>
  readonly #tickets: Tickets
  readonly #wrongInvites: Backoffs

  constructor(
    deps: Pick<DomainDeps, 'storage' | 'clock' | 'steadyClock' | 'settings'>,
    tickets: Tickets,
  ) {
    const { settings, clock, steadyClock = clock } = deps
    this.#deps = deps
    this.#tickets = tickets
    this.#wrongInvites = new Backoffs(settings.wrongInvites, steadyClock)
  }

  async policy(): Promise<Registration> {
    const { storage, settings } = this.#deps
    return (await storage.admission.policy()) ?? settings.space.registration
  }

  /** @throws Refused `registration_closed`, `invite_needed`, `rate_limited`, or what is wrong with the invite */
  async entry({ invite, address }: Arrival): Promise<Entry> {
    const policy = await this.policy()
    if (policy === 'closed') {
      throw new Refused('registration_closed', 'Nobody can register in this space now')
    }
    const at = this.#deps.clock.now()
    const entry = {
      invite: null,
      wait: policy === 'approval',
      at,
      mostWaiting: limits.waitingPeople,
    }
    if (invite === undefined) {
      if (policy === 'invite') throw new Refused('invite_needed', 'This space is by invitation')
      return entry
    }
    const found = await this.#look(invite, address)
    if (typeof found !== 'string') return { ...entry, invite: found.invite }
    // Where anyone may come in, an invite that has ended keeps nobody out.
    if (policy === 'anyone') return entry
    throw this.refusal(found)
  }

  /** Guesses are slowed; whoever has a true secret learns what became of its invite. */
  async #look(secret: string, address: string): Promise<{ invite: InviteId } | InviteProblem> {
    this.#wrongInvites.assertFree(address)
    const ticket = this.#tickets.inviteOf(secret)
    if (ticket) return { invite: ticket }
    const attempt = this.#wrongInvites.began(address)
    const { storage, clock } = this.#deps
    let found
    try {
      found = await storage.admission.inviteBySecret(tokenHash(secret))
    } catch (error) {
      attempt.takeBack()
      throw error
    }
    if (!found) return 'invite_invalid'
    attempt.takeBack()
    return inviteProblem(found, clock.now()) ?? { invite: found.id }
  }

  refusal(code: InviteProblem | 'name_taken' | 'too_many_waiting'): Refused {
    if (code === 'name_taken') {
      return new Refused(code, 'Somebody has this name already', { field: 'body.name' })
    }
    if (code === 'too_many_waiting') {
      return limitReached('waitingPeople', 'Too many people wait to be let in: try again later')
    }
    return new Refused(code, SAID[code], { field: 'body.invite' })
  }
}
