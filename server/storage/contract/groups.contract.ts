import { describe, expect, it } from 'vitest'
import type { NewEvent } from '../storage.ts'
import { inPages, join, TestedSpace, type OpenStore } from './store-under-test.contract.ts'

export function describeGroups(open: OpenStore): void {
  describe('a group', () => {
    it('is what its events made of it, after a reopen too', async () => {
      const space = await TestedSpace.open(open)
      const group = await space.group('club', 'ada', ['bob', 'cleo'], {
        name: 'Club',
        purpose: 'Fun',
        visibility: 'private',
      })
      const createdAt = (await space.log(group))[0]!.at
      const facts = {
        id: 'club',
        name: 'Club',
        purpose: 'Fun',
        visibility: 'private',
        archivedAt: null,
        createdAt,
        memberCount: 3,
        structure: 4,
      }
      const stored = () => space.storage.conversations.group(group)
      expect(await stored()).toEqual(facts)
      const changes: [NewEvent, object][] = [
        [{ kind: 'rename', name: 'Choir' }, { name: 'Choir' }],
        [{ kind: 'describe', purpose: 'Singing' }, { purpose: 'Singing' }],
        [{ kind: 'visibility', visibility: 'public' }, { visibility: 'public' }],
        [{ kind: 'leave', user: 'cleo' }, { memberCount: 2 }],
        [{ kind: 'leave', user: 'nobody' }, {}],
        [join('dan'), { memberCount: 3 }],
        [join('dan', 'admin'), {}],
        [{ kind: 'role', user: 'bob', role: 'admin' }, {}],
      ]
      let expected: object = facts
      for (const [index, [event, change]] of changes.entries()) {
        await space.put('ada', group, event)
        expected = { ...expected, ...change, structure: 5 + index }
        expect(await stored()).toEqual(expected)
      }
      const [archived] = await space.put('ada', group, { kind: 'archive' })
      expect(await stored()).toEqual({ ...expected, archivedAt: archived!.at, structure: 13 })
      await space.reopen()
      expect(await stored()).toEqual({ ...expected, archivedAt: archived!.at, structure: 13 })
      await space.put('ada', group, { kind: 'restore' })
      expect(await stored()).toEqual({ ...expected, structure: 14 })
    })

    it('is unknown where there is none', async () => {
      const space = await TestedSpace.open(open)
      const { conversations } = space.storage
      expect(await conversations.group('nowhere')).toBeNull()
      expect(await conversations.membership('nowhere', 'ada')).toBeNull()
      expect(await conversations.seenBy('nowhere', 'ada')).toBeNull()
      expect(await conversations.members('nowhere', { limit: 5 })).toEqual({
        items: [],
        next: null,
      })
    })

    it('is seen with one’s own role by members, and by nobody else as a conversation', async () => {
      const space = await TestedSpace.open(open)
      const group = await space.group('club', 'ada', ['bob'], { name: 'Club' })
      const { conversations } = space.storage
      const { structure: _structure, ...facts } = (await conversations.group(group))!
      expect(await conversations.seenBy(group, 'bob')).toMatchObject({
        id: 'club',
        kind: 'group',
        group: { ...facts, role: 'member' },
        peerRead: null,
      })
      expect((await conversations.seenBy(group, 'ada'))!.group!.role).toBe('owner')
      expect(await conversations.seenBy(group, 'cleo')).toBeNull()
      await space.put('bob', group, { kind: 'leave', user: 'bob' })
      expect(await conversations.seenBy(group, 'bob')).toBeNull()
    })

    it('takes nobody in who is in too many, archived or not; direct conversations are none', async () => {
      const space = await TestedSpace.open(open)
      await space.group('one', 'ada', ['bob'])
      await space.group('two', 'ada', ['bob'])
      await space.group('three', 'ada')
      await space.direct('cleo', 'bob')
      await space.put('ada', 'two', { kind: 'archive' })
      const joins = (...people: string[]) =>
        space.tried({ groupsBelow: 2 }, space.write('ada', 'three', ...people.map((p) => join(p))))
      expect(await joins('bob')).toBe('too_many_groups')
      expect(await joins('cleo', 'bob')).toBe('too_many_groups')
      expect(await joins('ada')).toBe('stored')
      expect(await joins('cleo')).toBe('stored')
      await space.put('bob', 'one', { kind: 'leave', user: 'bob' })
      expect(await joins('bob')).toBe('stored')
    })

    it('is not begun with somebody who is in too many, and leaves no trace then', async () => {
      const space = await TestedSpace.open(open)
      await space.group('one', 'ada')
      const facts = { name: 'Two', purpose: '', visibility: 'public' } as const
      const events = [{ kind: 'create', ...facts } as const, join('bob', 'owner'), join('ada')]
      const write = { ...space.write('bob', 'two', ...events), create: { kind: 'group' } as const }
      expect(await space.tried({ groupsBelow: 1 }, write)).toBe('too_many_groups')
      expect(await space.storage.conversations.group('two')).toBeNull()
      expect(await space.tried({ groupsBelow: 2 }, write)).toBe('stored')
    })

    it('counts those who come into several at the same time one after the other', async () => {
      const space = await TestedSpace.open(open)
      const groups = await Promise.all(['a', 'b', 'c', 'd'].map((id) => space.group(id, 'ada')))
      const tried = await Promise.all(
        groups.map((id) =>
          space.append({ ...space.write('bob', id, join('bob')), require: { groupsBelow: 3 } }),
        ),
      )
      expect(tried.map(({ refused }) => refused)).toEqual([
        undefined,
        undefined,
        undefined,
        'too_many_groups',
      ])
    })
  })

  describe('members', () => {
    it('are listed owner first, then admins, then members, each by when they joined', async () => {
      const space = await TestedSpace.open(open)
      const group = await space.group('club', 'zoe', ['bob', 'ada', 'dan', 'cleo'])
      await space.put('zoe', group, { kind: 'role', user: 'cleo', role: 'admin' })
      await space.put('zoe', group, { kind: 'role', user: 'dan', role: 'admin' })
      await space.put('eve', group, join('eve'))
      const joined = new Map(
        (await space.log(group)).flatMap((event) =>
          event.kind === 'join' ? [[event.user, event.at]] : [],
        ),
      )
      for (const limit of [1, 2, 3, 10]) {
        const all = await inPages(limit, (options) =>
          space.storage.conversations.members(group, options),
        )
        expect(all.map(({ user, role }) => `${user} ${role}`)).toEqual([
          'zoe owner',
          'dan admin',
          'cleo admin',
          'bob member',
          'ada member',
          'eve member',
        ])
        for (const { user, joinedAt } of all) expect(joinedAt).toBe(joined.get(user))
      }
    })

    it('of a direct conversation are its people, page by page too', async () => {
      const space = await TestedSpace.open(open)
      const direct = await space.direct('bob', 'ada')
      const all = await inPages(1, (options) =>
        space.storage.conversations.members(direct, options),
      )
      expect(all.map(({ user }) => user).sort()).toEqual(['ada', 'bob'])
    })

    it('who leave and join again are at the end of their rank', async () => {
      const space = await TestedSpace.open(open)
      const group = await space.group('club', 'ada', ['bob', 'cleo'])
      await space.put('bob', group, { kind: 'leave', user: 'bob' })
      const [joined] = await space.put('bob', group, join('bob'))
      const { items } = await space.storage.conversations.members(group, { limit: 10 })
      expect(items.map(({ user }) => user)).toEqual(['ada', 'cleo', 'bob'])
      expect(items[2]!.joinedAt).toBe(joined!.at)
    })

    it('are found by the beginnings of their names’ words', async () => {
      const space = await TestedSpace.open(open)
      await space.register('u1', 'Ada Lovelace', 'ada')
      await space.register('u2', 'Grace Hopper', 'grace')
      await space.register('u3', 'Añna Grün', 'anna')
      await space.register('u4', 'Ada Outside', 'ada2')
      const group = await space.group('club', 'u2', ['u1', 'u3'])
      const named = async (query: string) => {
        const all = await inPages(1, (options) =>
          space.storage.conversations.members(group, { ...options, query }),
        )
        return all.map(({ user }) => user)
      }
      expect(await named('a')).toEqual(['u1', 'u3'])
      expect(await named('LOVE ad')).toEqual(['u1'])
      expect(await named('gr')).toEqual(['u2', 'u3'])
      expect(await named('grun')).toEqual(['u3'])
      expect(await named('lace')).toEqual([])
      expect(await named('%')).toEqual([])
      expect(await named('')).toEqual(['u2', 'u1', 'u3'])
    })

    it('may be ten thousand', async () => {
      const space = await TestedSpace.open(open)
      const people = Array.from({ length: 9_999 }, (_, n) => `user-${n}`)
      const group = await space.group('club', 'ada', people)
      expect((await space.storage.conversations.group(group))!.memberCount).toBe(10_000)
      const all = await inPages(1_000, (options) =>
        space.storage.conversations.members(group, options),
      )
      expect(all.map(({ user }) => user)).toEqual(['ada', ...people])
      expect(await space.unread('user-5000', group)).toBe(0)
    })
  })

  describe('visible groups', () => {
    const names = async (
      space: TestedSpace,
      user: string,
      more: { query?: string; archived?: boolean } = {},
    ) => {
      const groups = await inPages(2, (options) =>
        space.storage.conversations.visibleGroups(user, { archived: false, ...more, ...options }),
      )
      return groups.map(({ name }) => name)
    }

    it('are the public ones and one’s own, sorted by name with case and accents folded', async () => {
      const space = await TestedSpace.open(open)
      await space.group('g1', 'ada', [], { name: 'zebra' })
      await space.group('g2', 'ada', [], { name: 'Émile' })
      await space.group('g3', 'ada', ['bob'], { name: 'Secret', visibility: 'private' })
      await space.group('g4', 'ada', [], { name: 'fun' })
      await space.group('g5', 'ada', [], { name: 'Fun' })
      await space.direct('ada', 'bob')
      expect(await names(space, 'bob')).toEqual(['Émile', 'fun', 'Fun', 'Secret', 'zebra'])
      expect(await names(space, 'eve')).toEqual(['Émile', 'fun', 'Fun', 'zebra'])
    })

    it('carry one’s own role and the number of members', async () => {
      const space = await TestedSpace.open(open)
      const group = await space.group('g1', 'ada', ['bob'], { name: 'Club' })
      const { structure: _structure, ...facts } = (await space.storage.conversations.group(group))!
      const seen = async (user: string) =>
        (await space.storage.conversations.visibleGroups(user, { limit: 5, archived: false })).items
      expect(await seen('bob')).toEqual([{ ...facts, role: 'member' }])
      expect(await seen('eve')).toEqual([{ ...facts, role: null }])
    })

    it('never show a private group to those who left it, were never in it, or look for its name', async () => {
      const space = await TestedSpace.open(open)
      const group = await space.group('g1', 'ada', ['bob'], {
        name: 'Secret plans',
        visibility: 'private',
      })
      expect(await names(space, 'bob', { query: 'plans' })).toEqual(['Secret plans'])
      await space.put('bob', group, { kind: 'leave', user: 'bob' })
      expect(await names(space, 'bob')).toEqual([])
      expect(await names(space, 'eve', { query: 'secret' })).toEqual([])
      await space.put('ada', group, { kind: 'visibility', visibility: 'public' })
      expect(await names(space, 'eve', { query: 'secret' })).toEqual(['Secret plans'])
    })

    it('are found by beginnings of the name’s words, under the new name once renamed', async () => {
      const space = await TestedSpace.open(open)
      await space.group('g1', 'ada', [], { name: 'Café Friends' })
      await space.group('g2', 'ada', [], { name: 'Friday cake' })
      expect(await names(space, 'eve', { query: 'FRI' })).toEqual(['Café Friends', 'Friday cake'])
      expect(await names(space, 'eve', { query: 'ca fri' })).toEqual([
        'Café Friends',
        'Friday cake',
      ])
      expect(await names(space, 'eve', { query: 'cafe' })).toEqual(['Café Friends'])
      expect(await names(space, 'eve', { query: 'iends' })).toEqual([])
      await space.put('ada', 'g1', { kind: 'rename', name: 'Tea room' })
      expect(await names(space, 'eve', { query: 'cafe' })).toEqual([])
      expect(await names(space, 'eve', { query: 'tea' })).toEqual(['Tea room'])
    })

    it('are either those in use or those archived', async () => {
      const space = await TestedSpace.open(open)
      await space.group('g1', 'ada', [], { name: 'Old' })
      await space.group('g2', 'ada', [], { name: 'New' })
      await space.put('ada', 'g1', { kind: 'archive' })
      expect(await names(space, 'eve')).toEqual(['New'])
      expect(await names(space, 'eve', { archived: true })).toEqual(['Old'])
      await space.put('ada', 'g1', { kind: 'restore' })
      expect(await names(space, 'eve', { archived: true })).toEqual([])
    })
  })
}
