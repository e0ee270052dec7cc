import { Refused, limits, subprotocols, type SpaceInfo } from '../../../protocol/index.ts'
import { endSessions } from '../accounts/end-sessions.ts'
import type { SignedInDevices } from '../accounts/signed-in-devices.ts'
import type { DomainDeps } from '../domain.ts'
import type { Admission } from './admission.ts'
import { assertAdministrator } from './assert-administrator.ts'
import type { Doorkeeper } from './doorkeeper.ts'
import { nameOf } from './authority.ts'
import { InviteCodes } from './invite-codes.ts'
import type { InviteGuesses } from './invite-guesses.ts'
import { createInvite, inviteTold } from './invites.ts'
import type { Tickets } from './tickets.ts'

export type AdmissionDeps = DomainDeps & {
  door: Doorkeeper
  tickets: Tickets
  guesses: InviteGuesses
  devices: SignedInDevices
}

export function createAdmission(deps: AdmissionDeps): Admission {
  const { announcer, clock, door, logger, settings, storage } = deps
  const { admission } = storage
  const codes = new InviteCodes(deps)
  const assertMay = assertAdministrator.bind(null, admission)
  return {
    async space(): Promise<SpaceInfo> {
      const registration = await door.policy()
      const { epoch } = storage
      return { ...settings.space, epoch, protocols: [...subprotocols], registration }
    },

    async setPolicy(by, registration) {
      await assertMay(by)
      await admission.setPolicy(registration)
      logger.info({ registration, by: nameOf(by) }, 'changed who may register')
    },

    async invites(by) {
      await assertMay(by)
      return (await admission.invites()).map(inviteTold)
    },

    async createInvite(by, wish) {
      await assertMay(by)
      return createInvite(deps, codes, by, wish)
    },

    async revokeInvite(by, id) {
      await assertMay(by)
      if (!(await admission.revokeInvite(id, clock.now()))) {
        throw new Refused('not_found', 'There is no such invite', { field: 'params.invite' })
      }
    },

    async waiting(by) {
      await assertMay(by)
      return admission.waiting(limits.waitingPeople)
    },

    async approve(by, id) {
      await assertMay(by)
      const approved = await admission.approve(id)
      if (!approved) throw nobodyWaits()
      announcer.profileChanged(approved.user, approved.revision)
      announcer.admitted(id)
      logger.info({ user: id, by: nameOf(by) }, 'let somebody in')
      return approved.user
    },

    async refuse(by, id) {
      await assertMay(by)
      const ended = await admission.refuse(id)
      if (!ended) throw nobodyWaits()
      endSessions(deps, ended)
      logger.info({ user: id, by: nameOf(by) }, 'refused to let somebody in')
    },

    administrators: () => admission.administrators(),

    async setAdministrator(by, id, on) {
      await assertMay(by)
      const set = await admission.setAdministrator(id, on)
      if (set === null) throw new Refused('not_found', 'There is nobody with this id')
      if (set === 'last') throw lastAdministrator()
      if (set.changed) announcer.profileChanged(set.user, set.revision)
      logger.info({ user: id, on, by: nameOf(by) }, 'changed who administers the space')
      return set.user
    },

    challenge: (question) => codes.challenge(question),
    prove: (proof) => codes.prove(proof),
  }
}

export function lastAdministrator(): Refused {
  return new Refused('conflict', 'Somebody else must administer the space first')
}

function nobodyWaits(): Refused {
  return new Refused('not_found', 'Nobody with this id waits', { field: 'params.user' })
}
