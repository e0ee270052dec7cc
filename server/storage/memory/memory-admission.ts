import type {
  InviteId,
  Registration,
  SessionId,
  Timestamp,
  User,
  UserId,
} from '../../../protocol/index.ts'
import {
  inviteProblem,
  type AdmissionStore,
  type Entry,
  type NewInvite,
  type Registered,
  type StoredCode,
  type StoredInvite,
  type WaitingPerson,
} from '../admission-store.ts'
import { storablePerson } from '../storable-profile.ts'
import type { NewPerson } from '../storage.ts'
import { storableText } from '../stored-event.ts'
import type { MemoryData, MemoryPerson } from './memory-data.ts'
import type { MemoryPeople } from './memory-people.ts'

type Changed = { user: User; revision: number }

export class MemoryAdmission implements AdmissionStore {
  readonly #data: MemoryData
  readonly #people: MemoryPeople
  readonly #assertOpen: () => void

  constructor(data: MemoryData, people: MemoryPeople, assertOpen: () => void) {
    this.#data = data
    this.#people = people
    this.#assertOpen = assertOpen
  }

  async policy(): Promise<Registration | null> {
    this.#assertOpen()
    return this.#data.registration
  }

  async setPolicy(policy: Registration): Promise<void> {
    this.#assertOpen()
    this.#data.registration = policy
  }

  async register(given: NewPerson, entry: Entry): Promise<Registered> {
    this.#assertOpen()
    const { invite, wait, at, mayBeFirst, mostWaiting } = entry
    const isFirst = this.#present().length === 0
    if (isFirst && !mayBeFirst) return { refused: 'host_first' }
    const person = storablePerson(given)
    const used = invite === null ? null : this.#data.invites.get(invite)
    if (used === undefined) return { refused: 'invite_invalid' }
    const problem = used && inviteProblem(used, at)
    if (problem) return { refused: problem }
    if (this.#people.isTaken(person.foldedName)) return { refused: 'name_taken' }
    if (wait && !used && !isFirst) return this.#wait(person, mostWaiting)
    if (used) used.uses += 1
    return { waiting: false, ...this.#people.add(person, isFirst) }
  }

  #wait(person: NewPerson, most: number): Registered {
    const { waiting } = this.#data
    if (waiting.size >= most) return { refused: 'too_many_waiting' }
    waiting.set(person.id, person)
    return { waiting: true, user: waitingUser(person) }
  }

  async createInvite(given: NewInvite, keep: number): Promise<StoredInvite> {
    this.#assertOpen()
    const { invites } = this.#data
    const { code, ...invite } = given
    const made = {
      ...invite,
      note: storableText(invite.note),
      uses: 0,
      revokedAt: null,
      codeUntil: code?.until ?? null,
      key: code?.key.slice() ?? null,
    }
    invites.set(made.id, made)
    const isOver = (one: StoredInvite) => inviteProblem(one, given.createdAt) !== null
    const newest = [...invites.values()].reverse()
    const kept = [...newest.filter((one) => !isOver(one)), ...newest.filter(isOver)]
    for (const { id } of kept.slice(keep)) invites.delete(id)
    return publicPart(made)
  }

  async invites(): Promise<StoredInvite[]> {
    this.#assertOpen()
    return [...this.#data.invites.values()].reverse().map(publicPart)
  }

  async inviteBySecret(secretHash: string): Promise<StoredInvite | null> {
    this.#assertOpen()
    const found = [...this.#data.invites.values()].find((one) => one.secretHash === secretHash)
    return found ? publicPart(found) : null
  }

  async codes(at: Timestamp): Promise<StoredCode[]> {
    this.#assertOpen()
    return [...this.#data.invites.values()].reverse().flatMap((invite) => {
      const { id, key, codeUntil } = invite
      if (!key || codeUntil === null || codeUntil <= at || inviteProblem(invite, at)) return []
      return { invite: id, key: key.slice(), until: codeUntil }
    })
  }

  async revokeInvite(id: InviteId, at: Timestamp): Promise<boolean> {
    this.#assertOpen()
    const invite = this.#data.invites.get(id)
    if (!invite) return false
    invite.revokedAt ??= at
    invite.key = invite.codeUntil = null
    return true
  }

  async waiting(limit: number): Promise<WaitingPerson[]> {
    this.#assertOpen()
    return [...this.#data.waiting.values()].slice(0, limit).map(waitingPerson)
  }

  async waitingPerson(user: UserId): Promise<WaitingPerson | null> {
    this.#assertOpen()
    const person = this.#data.waiting.get(user)
    return person ? waitingPerson(person) : null
  }

  async approve(user: UserId): Promise<Changed | null> {
    this.#assertOpen()
    const person = this.#data.waiting.get(user)
    if (!person) return null
    this.#data.waiting.delete(user)
    return this.#people.add({ ...person, displayName: person.name })
  }

  async refuse(user: UserId): Promise<SessionId[] | null> {
    this.#assertOpen()
    return this.#data.waiting.delete(user) ? this.#people.endSessions(user) : null
  }

  async isAdministrator(user: UserId): Promise<boolean> {
    this.#assertOpen()
    return this.#data.people.get(user)?.user.administrator === true
  }

  async administrators(): Promise<User[]> {
    return this.#present().flatMap(({ user }) => (user.administrator ? { ...user } : []))
  }

  async setAdministrator(
    id: UserId,
    on: boolean,
  ): Promise<(Changed & { changed: boolean }) | 'last' | null> {
    const person = this.#present().find(({ user }) => user.id === id)
    if (!person) return null
    const { user } = person
    const changed = (user.administrator === true) !== on
    if (!changed) return { user: { ...user }, revision: this.#data.revision, changed }
    if (!on && this.#isLast(person)) return 'last'
    return { ...this.#stand(person, on ? { administrator: true } : {}), changed }
  }

  async ensureAdministrator(): Promise<Changed | null> {
    const present = this.#present()
    if (present.length === 0 || present.some(({ user }) => user.administrator)) return null
    return this.#stand(present[0]!, { administrator: true })
  }

  async remove(id: UserId): Promise<(Changed & { ended: SessionId[] }) | 'last' | null> {
    const person = this.#present().find(({ user }) => user.id === id)
    if (!person) return null
    if (this.#isLast(person)) return 'last'
    person.passwordHash = ''
    return { ...this.#stand(person, { removed: true }), ended: this.#people.endSessions(id) }
  }

  #present(): MemoryPerson[] {
    this.#assertOpen()
    return [...this.#data.people.values()].filter(({ user }) => !user.removed)
  }

  #isLast({ user }: MemoryPerson): boolean {
    const others = this.#present().filter((one) => one.user.id !== user.id)
    return user.administrator === true && !others.some((one) => one.user.administrator)
  }

  #stand(person: MemoryPerson, standing: Pick<User, 'administrator' | 'removed'>): Changed {
    const { administrator: _administrator, ...rest } = person.user
    person.user = { ...rest, ...standing }
    person.revision = this.#data.revision += 1
    return { user: { ...person.user }, revision: person.revision }
  }
}

function publicPart({
  key: _key,
  secretHash: _secretHash,
  ...invite
}: StoredInvite & { key: Uint8Array | null; secretHash: string }): StoredInvite {
  return { ...invite }
}

function waitingUser({ id, name, createdAt }: NewPerson): User {
  return { id, name, displayName: name, colour: null, picture: null, createdAt }
}

function waitingPerson(person: NewPerson): WaitingPerson {
  return { user: waitingUser(person), since: person.createdAt }
}
