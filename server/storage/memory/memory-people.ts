import type { SessionId, Timestamp, User, UserId } from '../../../protocol/index.ts'
import { decodeTextCursor, encodeTextCursor } from '../cursor.ts'
import { nameMatches, nameWords } from '../name-words.ts'
import { directoryKey } from '../people-order.ts'
import { storableChange, storablePerson } from '../storable-profile.ts'
import type {
  Credentials,
  ListOptions,
  NewPerson,
  Page,
  PeopleStore,
  Picture,
  ProfileChange,
  UpdatedProfile,
} from '../storage.ts'
import { compareText } from './memory-conversations.ts'
import type { MemoryData, MemoryPerson } from './memory-data.ts'

export class MemoryPeople implements PeopleStore {
  readonly #data: MemoryData
  readonly #assertOpen: () => void

  constructor(data: MemoryData, assertOpen: () => void) {
    this.#data = data
    this.#assertOpen = assertOpen
  }

  #person(id: UserId): MemoryPerson | undefined {
    this.#assertOpen()
    return this.#data.people.get(id)
  }

  async create(given: NewPerson): Promise<{ user: User; revision: number } | null> {
    const person = storablePerson(given)
    return this.isTaken(person.foldedName) ? null : this.add(person)
  }

  /** Of a person, or of one who waits to be. */
  isTaken(foldedName: string): boolean {
    return this.#named(foldedName) !== undefined || this.#waiting(foldedName) !== undefined
  }

  #waiting(foldedName: string): NewPerson | undefined {
    return [...this.#data.waiting.values()].find((person) => person.foldedName === foldedName)
  }

  add(person: NewPerson, isAdministrator = false): { user: User; revision: number } {
    const { id, name, displayName, createdAt, foldedName, passwordHash } = person
    const user: User = { id, name, displayName, colour: null, picture: null, createdAt }
    if (isAdministrator) user.administrator = true
    const revision = (this.#data.revision += 1)
    this.#data.people.set(id, { user, foldedName, passwordHash, revision, seenAt: null })
    return { user: { ...user }, revision }
  }

  #named(foldedName: string): MemoryPerson | undefined {
    this.#assertOpen()
    return [...this.#data.people.values()].find((person) => person.foldedName === foldedName)
  }

  async credentials(foldedName: string): Promise<Credentials | null> {
    const person = this.#named(foldedName)
    if (person) return credentialsOf(person)
    return credentialsOfWaiting(this.#waiting(foldedName))
  }

  async credentialsOf(user: UserId): Promise<Credentials | null> {
    const person = this.#person(user)
    return person ? credentialsOf(person) : credentialsOfWaiting(this.#data.waiting.get(user))
  }

  async setPassword(user: UserId, passwordHash: string): Promise<SessionId[] | null> {
    const person = this.#person(user)
    if (!person) return null
    person.passwordHash = passwordHash
    return this.endSessions(user)
  }

  endSessions(user: UserId): SessionId[] {
    const { sessions } = this.#data
    const ended = [...sessions.values()].filter((session) => session.user === user)
    for (const { id } of ended) sessions.delete(id)
    return ended.map(({ id }) => id)
  }

  async changePassword(
    user: UserId,
    { before, after }: { before: string; after: string },
    keep: SessionId,
  ): Promise<SessionId[] | null> {
    const person = this.#person(user)
    const { sessions } = this.#data
    if (person?.passwordHash !== before || sessions.get(keep)?.user !== user) return null
    person.passwordHash = after
    const others = [...sessions.values()].filter(
      ({ id, user: whose }) => whose === user && id !== keep,
    )
    for (const { id } of others) sessions.delete(id)
    return others.map(({ id }) => id)
  }

  async byIds(ids: readonly UserId[]): Promise<User[]> {
    return [...new Set(ids)].flatMap((id) => {
      const person = this.#person(id)
      return person ? { ...person.user } : []
    })
  }

  async directory(options: ListOptions): Promise<Page<User> & { total: number; revision: number }> {
    this.#assertOpen()
    const after = decodeTextCursor(options.cursor)
    const all = [...this.#data.people.values()]
      .filter(({ user }) => !user.removed)
      .map(({ user }) => ({ user, id: user.id, key: directoryKey(user) }))
      .filter(({ user }) => !options.query || isNamed(user, options.query))
      .sort(compareText)
    const rest = after ? all.filter((item) => compareText(item, after) > 0) : all
    const page = rest.slice(0, options.limit)
    const last = page.at(-1)
    return {
      items: page.map(({ user }) => ({ ...user })),
      next: last && rest.length > page.length ? encodeTextCursor(last) : null,
      total: all.length,
      revision: this.#data.revision,
    }
  }

  async update(id: UserId, change: ProfileChange): Promise<UpdatedProfile | null> {
    const person = this.#person(id)
    if (!person) return null
    const { displayName, colour, picture } = storableChange(change)
    const after: User = { ...person.user }
    if (displayName !== undefined) after.displayName = displayName
    if (colour !== undefined) after.colour = colour
    if (picture !== undefined) after.picture = picture?.key ?? null
    const changed = JSON.stringify(after) !== JSON.stringify(person.user)
    if (changed) {
      if (picture !== undefined) this.#replacePicture(person.user.picture, picture)
      person.user = after
      person.revision = this.#data.revision += 1
    }
    return { user: { ...after }, revision: this.#data.revision, changed }
  }

  #replacePicture(old: string | null, picture: Picture | null): void {
    if (old !== null) this.#data.pictures.delete(old)
    if (picture) this.#data.pictures.set(picture.key, { ...picture, bytes: picture.bytes.slice() })
  }

  async changedSince(
    revision: number,
    limit: number,
  ): Promise<{ users: User[]; revision: number; more: boolean }> {
    this.#assertOpen()
    const changed = [...this.#data.people.values()]
      .filter((person) => person.revision > revision)
      .sort((a, b) => a.revision - b.revision)
    const page = changed.slice(0, limit)
    const more = changed.length > page.length
    return {
      users: page.map(({ user }) => ({ ...user })),
      revision: more ? (page.at(-1)?.revision ?? revision) : this.#data.revision,
      more,
    }
  }

  async setSeen(seen: ReadonlyMap<UserId, Timestamp>): Promise<void> {
    for (const [id, at] of seen) {
      const person = this.#person(id)
      if (person) person.seenAt = Math.max(person.seenAt ?? 0, at)
    }
  }

  async lastSeen(ids: readonly UserId[]): Promise<Map<UserId, Timestamp>> {
    const known = ids.flatMap((id): [UserId, Timestamp][] => {
      const seenAt = this.#person(id)?.seenAt ?? null
      return seenAt === null ? [] : [[id, seenAt]]
    })
    return new Map(known)
  }

  async picture(key: string): Promise<Picture | null> {
    this.#assertOpen()
    const picture = this.#data.pictures.get(key)
    return picture ? { ...picture, bytes: picture.bytes.slice() } : null
  }
}

function credentialsOf({ user, passwordHash }: MemoryPerson): Credentials {
  return { user: user.id, passwordHash }
}

function credentialsOfWaiting(person: NewPerson | undefined): Credentials | null {
  return person ? { user: person.id, passwordHash: person.passwordHash } : null
}

function isNamed(user: User, query: string): boolean {
  return nameMatches(nameWords(user.name, user.displayName), query)
}
