import { describe, expect, it } from 'vitest'
import type { InviteId, UserId } from '../../../protocol/index.ts'
import type { Entry, NewInvite, NewPerson, Registered } from '../storage.ts'
import { now, TestedSpace, type OpenStore } from './store-under-test.contract.ts'

const person = (id: string, name = id): NewPerson => ({
  id,
  name,
  foldedName: name.toLowerCase(),
  displayName: name,
  passwordHash: `hash of ${id}`,
  createdAt: now(),
})
const entry = (given: Partial<Entry> = {}): Entry => ({
  invite: null,
  wait: false,
  at: now(),
  mostWaiting: 3,
  mayBeFirst: true,
  ...given,
})
const invite = (id: InviteId, given: Partial<NewInvite> = {}): NewInvite => ({
  id,
  secretHash: `secret of ${id}`,
  note: '',
  createdBy: 'u1',
  createdAt: now(),
  expiresAt: null,
  maxUses: null,
  code: null,
  ...given,
})
const session = (id: string, user: UserId) => ({
  id,
  user,
  tokenHash: `token ${id}`,
  device: 'test',
  createdAt: now(),
})

class Door {
  readonly space: TestedSpace

  constructor(space: TestedSpace) {
    this.space = space
  }

  static async open(open: OpenStore): Promise<Door> {
    return new Door(await TestedSpace.open(open))
  }

  get store() {
    return this.space.storage.admission
  }

  register(id: string, given?: Partial<Entry>): Promise<Registered> {
    return this.store.register(person(id), entry(given))
  }

  async outcome(id: string, given?: Partial<Entry>): Promise<string> {
    const registered = await this.register(id, given)
    return registered.refused ?? (registered.waiting ? 'waits' : 'is in')
  }

  async people(): Promise<UserId[]> {
    const { items } = await this.space.storage.people.directory({ limit: 10 })
    return items.map(({ id }) => id)
  }
}

export function describeAdmission(open: OpenStore): void {
  describe('the policy', () => {
    it('is nobody’s choice at first, and kept once it was made', async () => {
      const door = await Door.open(open)
      expect(await door.store.policy()).toBeNull()
      await door.store.setPolicy('invite')
      await door.space.reopen()
      expect(await door.store.policy()).toBe('invite')
    })
  })

  describe('administrators', () => {
    it('begin with the first person who registers, also where two ask at once', async () => {
      const door = await Door.open(open)
      await Promise.all([door.register('u1'), door.register('u2')])
      expect((await door.store.administrators()).map(({ id }) => id)).toEqual(['u1'])
      await door.space.reopen()
      expect(await door.store.isAdministrator('u1')).toBe(true)
      expect(await door.store.isAdministrator('u2')).toBe(false)
      const users = await door.space.storage.people.byIds(['u1', 'u2'])
      expect(users.map(({ administrator }) => administrator)).toEqual([true, undefined])
    })

    it('begin with nobody who may not be the first, an invite or not', async () => {
      const door = await Door.open(open)
      await door.store.createInvite(invite('i1', { maxUses: 1 }), 10)
      const stranger = { mayBeFirst: false }
      expect(await door.outcome('u1', stranger)).toBe('host_first')
      expect(await door.outcome('u1', { ...stranger, wait: true })).toBe('host_first')
      expect(await door.outcome('u1', { ...stranger, invite: 'i1' })).toBe('host_first')
      expect(await door.people()).toEqual([])
      expect(await door.outcome('u2')).toBe('is in')
      expect(await door.outcome('u1', { ...stranger, invite: 'i1' })).toBe('is in')
      expect((await door.store.administrators()).map(({ id }) => id)).toEqual(['u2'])
    })

    it('make others and cease to be, but never the last', async () => {
      const door = await Door.open(open)
      for (const id of ['u1', 'u2']) await door.register(id)
      expect(await door.store.setAdministrator('u1', false)).toBe('last')
      const made = await door.store.setAdministrator('u2', true)
      expect(made).toMatchObject({ user: { administrator: true }, revision: 3, changed: true })
      expect(await door.store.setAdministrator('u2', true)).toMatchObject({
        revision: 3,
        changed: false,
      })
      expect((await door.store.administrators()).map(({ id }) => id)).toEqual(['u1', 'u2'])
      const ceased = await door.store.setAdministrator('u1', false)
      expect(ceased).toMatchObject({ revision: 4, changed: true })
      const changed = await door.space.storage.people.changedSince(3, 10)
      expect(changed.users.map((user) => [user.id, user.administrator])).toEqual([
        ['u1', undefined],
      ])
      expect(await door.store.setAdministrator('u2', false)).toBe('last')
      expect(await door.store.setAdministrator('nobody', true)).toBeNull()
    })

    it('are found for a space that has people and none', async () => {
      const door = await Door.open(open)
      expect(await door.store.ensureAdministrator()).toBeNull()
      for (const id of ['u1', 'u2']) await door.space.register(id)
      expect(await door.store.administrators()).toEqual([])
      expect((await door.store.ensureAdministrator())?.user.id).toBe('u1')
      expect(await door.store.ensureAdministrator()).toBeNull()
    })
  })

  describe('those who wait', () => {
    it('are nowhere but in their own list, and in it in the order of their coming', async () => {
      const door = await Door.open(open)
      expect(await door.outcome('u1', { wait: true })).toBe('is in')
      const before = await door.space.storage.people.changedSince(0, 10)
      for (const id of ['u3', 'u2']) expect(await door.outcome(id, { wait: true })).toBe('waits')
      await door.space.reopen()
      expect((await door.store.waiting(10)).map(({ user }) => user.id)).toEqual(['u3', 'u2'])
      expect(await door.store.waiting(1)).toHaveLength(1)
      const { people } = door.space.storage
      expect(await people.byIds(['u2', 'u3'])).toEqual([])
      expect(await door.people()).toEqual(['u1'])
      expect((await people.directory({ limit: 5, query: 'u3' })).total).toBe(0)
      expect(await people.changedSince(0, 10)).toEqual(before)
      expect((await door.space.storage.upkeep.health()).users).toBe(1)
    })

    it('have a name that is theirs, and sign in with it', async () => {
      const door = await Door.open(open)
      await door.register('u1')
      await door.register('u2', { wait: true })
      const { people, sessions } = door.space.storage
      const again = person('u9', 'U2')
      expect(await door.store.register(again, entry())).toEqual({ refused: 'name_taken' })
      expect(await people.create(again)).toBeNull()
      const credentials = { user: 'u2', passwordHash: 'hash of u2' }
      expect(await people.credentials('u2')).toEqual(credentials)
      expect(await people.credentialsOf('u2')).toEqual(credentials)
      await sessions.create(session('s2', 'u2'), 5)
      expect(await sessions.byTokenHash('token s2')).toMatchObject({ user: 'u2', waiting: true })
    })

    it('are let in as who they are, with the devices that they signed in', async () => {
      const door = await Door.open(open)
      await door.register('u1')
      await door.register('u2', { wait: true })
      const { people, sessions } = door.space.storage
      await sessions.create(session('s2', 'u2'), 5)
      const waited = (await door.store.waitingPerson('u2'))!.user
      expect(await door.store.approve('u2')).toEqual({ user: waited, revision: 2 })
      expect(await door.store.approve('u2')).toBeNull()
      expect(await door.store.refuse('u2')).toBeNull()
      expect(await door.store.waitingPerson('u2')).toBeNull()
      expect(await door.people()).toEqual(['u1', 'u2'])
      expect(await sessions.byTokenHash('token s2')).not.toHaveProperty('waiting')
      expect(await people.credentials('u2')).toMatchObject({ user: 'u2' })
    })

    it('are forgotten with their name and devices where they are refused', async () => {
      const door = await Door.open(open)
      await door.register('u1')
      await door.register('u2', { wait: true })
      await door.space.storage.sessions.create(session('s2', 'u2'), 5)
      expect(await door.store.refuse('u2')).toEqual(['s2'])
      expect(await door.store.waiting(10)).toEqual([])
      expect(await door.space.storage.sessions.byTokenHash('token s2')).toBeNull()
      expect(await door.outcome('u2')).toBe('is in')
    })

    it('are so many and no more', async () => {
      const door = await Door.open(open)
      await door.register('u0')
      const outcomes = []
      for (const id of ['a', 'b', 'c', 'd']) outcomes.push(await door.outcome(id, { wait: true }))
      expect(outcomes).toEqual(['waits', 'waits', 'waits', 'too_many_waiting'])
    })
  })

  describe('an invite', () => {
    it('is kept as it was made, newest first, and found by its secret’s hash alone', async () => {
      const door = await Door.open(open)
      const made = await door.store.createInvite(invite('i1', { note: 'For Ada', maxUses: 2 }), 9)
      expect(made).toMatchObject({ id: 'i1', note: 'For Ada', maxUses: 2, uses: 0 })
      expect(made).toMatchObject({ revokedAt: null, codeUntil: null, createdBy: 'u1' })
      expect(made).not.toHaveProperty('secretHash')
      await door.store.createInvite(invite('i2', { createdBy: null }), 9)
      await door.space.reopen()
      expect((await door.store.invites()).map(({ id }) => id)).toEqual(['i2', 'i1'])
      expect(await door.store.inviteBySecret('secret of i1')).toEqual(made)
      expect(await door.store.inviteBySecret('i1')).toBeNull()
    })

    it('lets in as many as it says, also where two ask for the last use at once', async () => {
      const door = await Door.open(open)
      await door.register('u1')
      await door.store.createInvite(invite('i1', { maxUses: 2 }), 9)
      const by = { invite: 'i1', wait: true }
      const outcomes = await Promise.all(['a', 'b', 'c'].map((id) => door.outcome(id, by)))
      expect(outcomes).toEqual(['is in', 'is in', 'invite_used_up'])
      expect((await door.store.invites())[0]!.uses).toBe(2)
      expect(await door.people()).toEqual(['a', 'b', 'u1'])
    })

    it('is not used by who could not come in', async () => {
      const door = await Door.open(open)
      await door.register('u1')
      await door.store.createInvite(invite('i1', { maxUses: 1 }), 9)
      const named = await door.store.register(person('u2', 'U1'), entry({ invite: 'i1' }))
      expect(named).toEqual({ refused: 'name_taken' })
      expect(await door.outcome('u2', { invite: 'i1' })).toBe('is in')
    })

    it('that is unknown, over or revoked lets nobody in', async () => {
      const door = await Door.open(open)
      const at = now()
      await door.store.createInvite(invite('old', { expiresAt: at }), 9)
      await door.store.createInvite(invite('revoked'), 9)
      expect(await door.store.revokeInvite('revoked', at)).toBe(true)
      expect(await door.store.revokeInvite('none', at)).toBe(false)
      const outcome = (id: InviteId) => door.outcome('u2', { invite: id, at })
      expect(await outcome('old')).toBe('invite_expired')
      expect(await outcome('revoked')).toBe('invite_revoked')
      expect(await outcome('none')).toBe('invite_invalid')
      expect(await door.people()).toEqual([])
      await door.store.revokeInvite('revoked', at + 5)
      expect((await door.store.invites())[0]!.revokedAt).toBe(at)
    })

    it('has a code that is kept as bytes and goes with it', async () => {
      const door = await Door.open(open)
      const at = now()
      const code = { key: Uint8Array.of(0, 1, 255), until: now() }
      const made = await door.store.createInvite(invite('i1', { code }), 9)
      expect(made.codeUntil).toBe(code.until)
      await door.space.reopen()
      expect(await door.store.codes(at)).toEqual([{ invite: 'i1', ...code }])
      await door.store.revokeInvite('i1', now())
      expect(await door.store.codes(at)).toEqual([])
      expect((await door.store.invites())[0]!.codeUntil).toBeNull()
    })

    it('lends its code no longer than both are good', async () => {
      const door = await Door.open(open)
      const [at, until, end] = [now(), now(), now()]
      const code = { key: Uint8Array.of(7), until: end }
      await door.store.createInvite(invite('short', { code: { ...code, until } }), 9)
      await door.store.createInvite(invite('ends', { code, expiresAt: until }), 9)
      await door.store.createInvite(invite('once', { code, maxUses: 1 }), 9)
      await door.store.createInvite(invite('free', { code }), 9)
      const good = async (time: number) =>
        (await door.store.codes(time)).map((found) => found.invite)
      expect(await good(at)).toEqual(['free', 'once', 'ends', 'short'])
      expect(await good(until - 1)).toEqual(['free', 'once', 'ends', 'short'])
      expect(await good(until)).toEqual(['free', 'once'])
      await door.outcome('u1', { invite: 'once' })
      expect(await good(until)).toEqual(['free'])
      expect(await good(end)).toEqual([])
    })

    it.each([
      ['neither an end nor a limit', {}],
      ['an end', { expiresAt: 9e12 }],
      ['a limit', { maxUses: 3 }],
      ['both', { expiresAt: 9e12, maxUses: 3 }],
    ])('with %s outlasts older ones of every kind', async (_kind, given) => {
      const door = await Door.open(open)
      const older = [{}, { expiresAt: 9e12 }, { maxUses: 3 }, { expiresAt: 9e12, maxUses: 3 }]
      for (const [index, kind] of older.entries())
        await door.store.createInvite(invite(`i${index}`, kind), 4)
      await door.store.createInvite(invite('made', given), 4)
      expect((await door.store.invites()).map(({ id }) => id)).toEqual(['made', 'i3', 'i2', 'i1'])
    })

    it('is one of so many: what is over goes first, then the oldest', async () => {
      const door = await Door.open(open)
      for (const id of ['i1', 'i2', 'i3']) await door.store.createInvite(invite(id), 3)
      await door.store.revokeInvite('i3', now())
      await door.store.createInvite(invite('i4'), 3)
      expect((await door.store.invites()).map(({ id }) => id)).toEqual(['i4', 'i2', 'i1'])
      await door.store.createInvite(invite('i5'), 3)
      expect((await door.store.invites()).map(({ id }) => id)).toEqual(['i5', 'i4', 'i2'])
    })
  })

  describe('a person who is removed', () => {
    it('cannot sign in, is in no list, and stays known for what they wrote', async () => {
      const door = await Door.open(open)
      for (const id of ['u1', 'u2']) await door.register(id)
      const { people, sessions } = door.space.storage
      await sessions.create(session('s2', 'u2'), 5)
      const removed = await door.store.remove('u2')
      expect(removed).toMatchObject({
        user: { id: 'u2', removed: true },
        revision: 3,
        ended: ['s2'],
      })
      expect(await sessions.byTokenHash('token s2')).toBeNull()
      expect((await people.credentials('u2'))!.passwordHash).toBe('')
      await door.space.reopen()
      expect(await door.people()).toEqual(['u1'])
      const found = await door.space.storage.people.directory({ limit: 5, query: 'u2' })
      expect(found).toMatchObject({ total: 0, items: [] })
      expect(await door.space.storage.people.byIds(['u2'])).toMatchObject([{ removed: true }])
      expect((await door.space.storage.people.changedSince(2, 9)).users).toHaveLength(1)
      expect(await door.outcome('u2')).toBe('name_taken')
      expect(await door.store.remove('u2')).toBeNull()
      expect(await door.store.remove('u1')).toBe('last')
    })
  })

  describe('a password given anew', () => {
    it('ends all devices of the person', async () => {
      const door = await Door.open(open)
      await door.register('u1')
      const { people, sessions } = door.space.storage
      await sessions.create(session('s1', 'u1'), 5)
      expect(await people.setPassword('u1', 'other')).toEqual(['s1'])
      expect(await people.credentialsOf('u1')).toEqual({ user: 'u1', passwordHash: 'other' })
      expect(await people.setPassword('nobody', 'other')).toBeNull()
    })
  })
}
