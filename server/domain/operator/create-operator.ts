import { Refused, foldName, type User, type UserId } from '../../../protocol/index.ts'
import { endSessions } from '../accounts/end-sessions.ts'
import type { SignedInDevices } from '../accounts/signed-in-devices.ts'
import type { Admission } from '../admission/admission.ts'
import { lastAdministrator } from '../admission/create-admission.ts'
import type { DomainDeps } from '../domain.ts'
import type { Groups } from '../groups/groups.ts'
import type { KnownPeople } from '../people/known-people.ts'
import type { KnownPerson, Operator } from './operator.ts'

const PAGE = 100

export type OperatorDeps = DomainDeps & {
  admission: Admission
  devices: SignedInDevices
  groups: Groups
  knownPeople: KnownPeople
}

export function createOperator(deps: OperatorDeps): Operator {
  const { admission, announcer, groups, ids, knownPeople, logger, passwords, storage } = deps

  async function everNamed(name: string): Promise<Named> {
    const found = await storage.people.credentials(foldName(name))
    if (!found) throw nobody(name)
    const waits = (await storage.admission.waitingPerson(found.user)) !== null
    return { id: found.user, waits, isRemoved: found.passwordHash === '' }
  }

  async function named(name: string): Promise<Named> {
    const found = await everNamed(name)
    if (found.isRemoved) throw nobody(name)
    return found
  }

  async function inside(name: string): Promise<UserId> {
    const { id, waits } = await named(name)
    if (waits) throw new Refused('not_found', `"${name}" waits to be let in: approve them first`)
    return id
  }

  /**
   * Each group is left as its member would leave it, so that none is without an owner. Answers how many.
   * @throws Refused `unavailable` where one could not be left
   */
  async function leaveGroups(user: UserId): Promise<number> {
    const all = await storage.log.resume(user, {})
    const theirs = all.filter(({ conversation }) => conversation.kind === 'group')
    let still = 0
    for (const { conversation } of theirs) {
      await groups.takeOut(user, conversation.id).catch((error: unknown) => {
        still += 1
        logger.warn({ err: error, user, group: conversation.id }, 'could not leave a group')
      })
    }
    if (still > 0) throw new Refused('unavailable', stillIn(still))
    return theirs.length
  }

  return {
    async people() {
      const waiting = await admission.waiting('operator')
      return [
        ...(await everybody(deps)),
        ...waiting.map(({ user }) => known(user, 'waiting', null)),
      ]
    },

    async resetPassword(name) {
      const id = await inside(name)
      const password = ids.secret()
      const hash = await passwords.hash(password, { address: 'operator', name: foldName(name) })
      endSessions(deps, (await storage.people.setPassword(id, hash)) ?? [])
      logger.info({ user: id, by: 'operator' }, 'gave a new password')
      return password
    },

    async makeAdministrator(name) {
      return admission.setAdministrator('operator', await inside(name), true)
    },

    async approve(name) {
      const { id, waits } = await named(name)
      if (!waits) throw new Refused('not_found', `"${name}" is in already and does not wait`)
      return admission.approve('operator', id)
    },

    async remove(name) {
      const { id, waits, isRemoved } = await everNamed(name)
      if (waits) return admission.refuse('operator', id)
      const removed = isRemoved ? null : await storage.admission.remove(id)
      if (removed === 'last') throw lastAdministrator()
      knownPeople.removed(id)
      if (removed) {
        endSessions(deps, removed.ended)
        announcer.profileChanged(removed.user, removed.revision)
      }
      const left = await leaveGroups(id)
      if (!removed && left === 0) throw nobody(name)
      logger.info({ user: id, by: 'operator' }, 'removed somebody')
    },
  }
}

type Named = { id: UserId; waits: boolean; isRemoved: boolean }

function nobody(name: string): Refused {
  return new Refused('not_found', `Nobody here is called "${name}"`)
}

function stillIn(groups: number): string {
  const which = groups === 1 ? 'one group' : `${groups} groups`
  return `They are removed, but still in ${which}: do it again to finish`
}

async function everybody({ storage }: Pick<DomainDeps, 'storage'>): Promise<KnownPerson[]> {
  const people: KnownPerson[] = []
  let cursor: string | null = null
  do {
    const page = await storage.people.directory({ limit: PAGE, ...(cursor !== null && { cursor }) })
    const seen = await storage.people.lastSeen(page.items.map(({ id }) => id))
    for (const user of page.items) {
      const standing = user.administrator ? 'administrator' : 'person'
      people.push(known(user, standing, seen.get(user.id) ?? null))
    }
    cursor = page.next
  } while (cursor !== null)
  return people
}

function known(
  { name, displayName, createdAt }: User,
  standing: KnownPerson['standing'],
  seenAt: KnownPerson['seenAt'],
): KnownPerson {
  return { name, displayName, standing, createdAt, seenAt }
}
