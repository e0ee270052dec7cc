import { Refused, limits, type InviteId, type Registration } from '../../../protocol/index.ts'
import {
  inviteProblem,
  type Entry,
  type InviteProblem,
  type Registered,
} from '../../storage/storage.ts'
import { tokenHash } from '../accounts/token-hash.ts'
import type { DomainDeps } from '../domain.ts'
import { limitReached } from '../limit-reached.ts'
import type { InviteGuesses } from './invite-guesses.ts'
import type { Tickets } from './tickets.ts'

export type Arrival = { invite?: string | undefined; address: string; isLocal?: boolean }

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
  readonly #guesses: InviteGuesses

  constructor(
    deps: Pick<DomainDeps, 'storage' | 'clock' | 'settings'>,
    { tickets, guesses }: { tickets: Tickets; guesses: InviteGuesses },
  ) {
    this.#deps = deps
    this.#tickets = tickets
    this.#guesses = guesses
  }

  async policy(): Promise<Registration> {
    const { storage, settings } = this.#deps
    return (await storage.admission.policy()) ?? settings.space.registration
  }

  /** @throws Refused `registration_closed`, `invite_needed`, `rate_limited`, or what is wrong with the invite */
  async entry({ invite, address, isLocal = false }: Arrival): Promise<Entry> {
    const { firstPerson } = this.#deps.settings
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
      mayBeFirst: isLocal || firstPerson === 'anywhere',
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
    this.#guesses.assertFree(address)
    const ticket = this.#tickets.inviteOf(secret)
    if (ticket) return { invite: ticket }
    const { storage, clock } = this.#deps
    const found = await this.#guesses.counted(address, () =>
      storage.admission.inviteBySecret(tokenHash(secret)),
    )
    if (!found) return 'invite_invalid'
    return inviteProblem(found, clock.now()) ?? { invite: found.id }
  }

  refusal(code: Exclude<Registered['refused'], undefined>): Refused {
    if (code === 'host_first') {
      return new Refused(code, 'Whoever hosts this space has to come in first')
    }
    if (code === 'name_taken') {
      return new Refused(code, 'Somebody has this name already', { field: 'body.name' })
    }
    if (code === 'too_many_waiting') {
      return limitReached('waitingPeople', 'Too many people wait to be let in: try again later')
    }
    return new Refused(code, SAID[code], { field: 'body.invite' })
  }
}
