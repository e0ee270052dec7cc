import { describe, expect, it } from 'vitest'
import { inPages, now, TestedSpace, type OpenStore } from './store-under-test.contract.ts'

/** Two words of 63 letters, folded, and one that UTF-16 has as a pair, cut where a word is too long. */
const alikeButForHalfALetter = ['𐐨', '𞤢'].map((last) => `${'ß'.repeat(31)}s${last}`).join(' ')

export function describePeople(open: OpenStore): void {
  const person = (id: string, name = id, displayName = name) => ({
    id,
    name,
    foldedName: name.toLowerCase(),
    displayName,
    passwordHash: `hash of ${id}`,
    createdAt: now(),
  })

  describe('people', () => {
    it('are kept as they registered, with the directory’s revision', async () => {
      const space = await TestedSpace.open(open)
      const ada = person('u1', 'Ada', 'Ada L.')
      const user = {
        id: 'u1',
        name: 'Ada',
        displayName: 'Ada L.',
        colour: null,
        picture: null,
        createdAt: ada.createdAt,
      }
      expect(await space.storage.people.create(ada)).toEqual({ user, revision: 1 })
      expect((await space.storage.people.create(person('u2', 'bob')))!.revision).toBe(2)
      await space.reopen()
      expect(await space.storage.people.byIds(['u1'])).toEqual([user])
    })

    it('have names that are unique when folded, also when two ask at once', async () => {
      const space = await TestedSpace.open(open)
      const results = await Promise.all([
        space.storage.people.create(person('u1', 'Ada')),
        space.storage.people.create(person('u2', 'ADA')),
      ])
      expect(results.map((result) => result?.user.id)).toEqual(['u1', undefined])
      expect(await space.storage.people.create(person('u3', 'ada'))).toBeNull()
      expect(await space.storage.people.byIds(['u2', 'u3'])).toEqual([])
      expect((await space.storage.people.changedSince(0, 10)).revision).toBe(1)
    })

    it('are found by folded name and by id for their password', async () => {
      const space = await TestedSpace.open(open)
      const { people } = space.storage
      await people.create(person('u1', 'Ada'))
      expect(await people.credentials('ada')).toEqual({ user: 'u1', passwordHash: 'hash of u1' })
      expect(await people.credentials('Ada')).toBeNull()
      expect(await people.credentialsOf('u1')).toEqual({ user: 'u1', passwordHash: 'hash of u1' })
      expect(await people.credentialsOf('nobody')).toBeNull()
    })

    it('are answered by id in the order asked, unknown ones left out and each once', async () => {
      const space = await TestedSpace.open(open)
      for (const id of ['u1', 'u2', 'u3']) await space.register(id)
      const users = await space.storage.people.byIds(['u3', 'nobody', 'u1', 'u3'])
      expect(users.map(({ id }) => id)).toEqual(['u3', 'u1'])
      expect(await space.storage.people.byIds([])).toEqual([])
    })

    it('may write before they register: a person’s id is theirs from their first event', async () => {
      const space = await TestedSpace.open(open)
      await space.direct('u1', 'u2')
      await space.register('u1')
      expect((await space.storage.people.byIds(['u1', 'u2'])).map(({ id }) => id)).toEqual(['u1'])
      expect((await space.storage.people.directory({ limit: 5 })).total).toBe(1)
    })
  })

  describe('a profile', () => {
    it('changes in what is given, and the revision grows only where something changed', async () => {
      const space = await TestedSpace.open(open)
      const { people } = space.storage
      const { user } = (await people.create(person('u1', 'Ada')))!
      expect(await people.update('u1', { displayName: 'Countess' })).toEqual({
        user: { ...user, displayName: 'Countess' },
        revision: 2,
        changed: true,
      })
      expect(await people.update('u1', { colour: 7 })).toEqual({
        user: { ...user, displayName: 'Countess', colour: 7 },
        revision: 3,
        changed: true,
      })
      const same = { revision: 3, changed: false }
      expect(await people.update('u1', { colour: 7 })).toMatchObject(same)
      expect(await people.update('u1', {})).toMatchObject(same)
      expect(await people.update('u1', { colour: null })).toMatchObject({
        user: { colour: null },
        revision: 4,
      })
      expect(await people.update('nobody', { colour: 1 })).toBeNull()
      expect(await people.byIds(['u1'])).toEqual([{ ...user, displayName: 'Countess' }])
    })

    it('has a picture, of which the last alone is kept', async () => {
      const space = await TestedSpace.open(open)
      const { people } = space.storage
      await people.create(person('u1', 'Ada'))
      const picture = (key: string, byte: number) => ({
        key,
        type: 'image/png',
        bytes: new Uint8Array(512 * 1024).fill(byte),
      })
      expect(await people.update('u1', { picture: picture('one', 1) })).toMatchObject({
        user: { picture: 'one' },
        revision: 2,
      })
      expect(await people.picture('one')).toEqual(picture('one', 1))
      expect(await people.update('u1', { picture: picture('two', 2) })).toMatchObject({
        user: { picture: 'two' },
        revision: 3,
      })
      expect(await people.picture('one')).toBeNull()
      await space.reopen()
      expect(await space.storage.people.picture('two')).toEqual(picture('two', 2))
      expect(await space.storage.people.update('u1', { picture: null })).toMatchObject({
        user: { picture: null },
        revision: 4,
      })
      expect(await space.storage.people.picture('two')).toBeNull()
      expect(await space.storage.people.picture('never')).toBeNull()
    })
  })

  describe('the directory', () => {
    it('is sorted by display name, then name, case and accents folded', async () => {
      const space = await TestedSpace.open(open)
      await space.register('u1', 'zoe', 'zoe')
      await space.register('u2', 'Ádám', 'adam2')
      await space.register('u3', 'adam', 'adam1')
      await space.register('u4', 'Bob', 'b')
      await space.register('u5', 'bob b', 'bobb')
      const { items, next, total, revision } = await space.storage.people.directory({ limit: 10 })
      expect(items.map(({ id }) => id)).toEqual(['u3', 'u2', 'u4', 'u5', 'u1'])
      expect([next, total, revision]).toEqual([null, 5, 5])
    })

    it('is searched at the beginning of any word of display name and name', async () => {
      const space = await TestedSpace.open(open)
      await space.register('u1', 'Ada Lovelace', 'ada')
      await space.register('u2', 'Grace Brewster Hopper', 'amazing.grace')
      await space.register('u3', 'Łukasz Żółć', 'lukasz')
      await space.register('u4', '田中 花子', 'hanako')
      const found = async (query: string) => {
        const { items, total } = await space.storage.people.directory({ limit: 10, query })
        expect(total).toBe(items.length)
        return items.map(({ id }) => id)
      }
      expect(await found('a')).toEqual(['u1', 'u2'])
      expect(await found('HOP')).toEqual(['u2'])
      expect(await found('grace ama')).toEqual(['u2'])
      expect(await found('grace love')).toEqual([])
      expect(await found('zołc')).toEqual(['u3'])
      expect(await found('lukasz')).toEqual(['u3'])
      expect(await found('田中')).toEqual(['u4'])
      expect(await found('花')).toEqual(['u4'])
      for (const nothing of ['opper', '%', '_', '*', '"', '.'])
        expect(await found(nothing)).toEqual([])
      expect(await found('')).toHaveLength(4)
    })

    it('finds people under their new name alone once they changed it', async () => {
      const space = await TestedSpace.open(open)
      await space.register('u1', 'Ada', 'login')
      await space.storage.people.update('u1', { displayName: 'Countess' })
      const total = async (query: string) =>
        (await space.storage.people.directory({ limit: 5, query })).total
      expect([await total('ada'), await total('count'), await total('login')]).toEqual([0, 1, 1])
    })

    it('takes names whose longest words are alike but for half a letter', async () => {
      const space = await TestedSpace.open(open)
      await space.register('u1', alikeButForHalfALetter, 'ada')
      const update = (displayName: string) => space.storage.people.update('u1', { displayName })
      expect(await update('Ada')).not.toBeNull()
      expect(await update(alikeButForHalfALetter)).not.toBeNull()
      await space.group('g1', 'u1', [], { name: alikeButForHalfALetter })
      await space.put('u1', 'g1', { kind: 'rename', name: 'Club' })
      await space.put('u1', 'g1', { kind: 'rename', name: alikeButForHalfALetter })
      const query = 's'.repeat(63)
      const { items } = await space.storage.people.directory({ limit: 5, query })
      expect(items.map(({ id }) => id)).toEqual(['u1'])
      const options = { limit: 5, archived: false, query }
      const groups = await space.storage.conversations.visibleGroups('u1', options)
      expect(groups.items.map(({ id }) => id)).toEqual(['g1'])
    })

    it('has pages that people who register meanwhile do not shift', async () => {
      const space = await TestedSpace.open(open)
      for (let n = 10; n < 40; n += 1) await space.register(`u${n}`, `Person ${n}`)
      const seen = await inPages(7, async (options) => {
        if (options.cursor)
          await space.register(
            `a${options.cursor.slice(0, 3)}`,
            `Aaa ${options.cursor.slice(0, 3)}`,
          )
        return space.storage.people.directory(options)
      })
      expect(seen.map(({ displayName }) => displayName)).toEqual(
        Array.from({ length: 30 }, (_, n) => `Person ${n + 10}`),
      )
    })

    it('has pages for people of the same name, and of the longest', async () => {
      const space = await TestedSpace.open(open)
      for (let n = 0; n < 9; n += 1) await space.register(`u${n}`, '同'.repeat(60), `user${n}`)
      const seen = await inPages(2, (options) => space.storage.people.directory(options))
      expect(seen.map(({ id }) => id)).toEqual(Array.from({ length: 9 }, (_, n) => `u${n}`))
    })

    it('starts over at a cursor that it never gave', async () => {
      const space = await TestedSpace.open(open)
      await space.register('u1')
      for (const cursor of ['', 'x', '%', '1.2', '{}'])
        expect((await space.storage.people.directory({ limit: 5, cursor })).items).toHaveLength(1)
    })

    it('may hold ten thousand people', async () => {
      const space = await TestedSpace.open(open)
      const ids = Array.from({ length: 10_000 }, (_, n) => `user-${String(n).padStart(5, '0')}`)
      await Promise.all(ids.map((id) => space.storage.people.create(person(id))))
      const all = await inPages(1_000, (options) => space.storage.people.directory(options))
      expect(all.map(({ id }) => id)).toEqual(ids)
      const found = await space.storage.people.directory({ limit: 2, query: 'user 0999' })
      expect(found).toMatchObject({ total: 10, revision: 10_000 })
      expect(found.items.map(({ id }) => id)).toEqual(['user-09990', 'user-09991'])
    })

    it('tells who changed after a revision, oldest change first', async () => {
      const space = await TestedSpace.open(open)
      const { people } = space.storage
      for (const id of ['u1', 'u2', 'u3', 'u4']) await space.register(id)
      await people.update('u2', { colour: 3 })
      await people.update('u1', { colour: 4 })
      const since = async (revision: number, limit = 10) => {
        const { users, ...rest } = await people.changedSince(revision, limit)
        return { ids: users.map(({ id }) => id), ...rest }
      }
      expect(await since(0)).toEqual({ ids: ['u3', 'u4', 'u2', 'u1'], revision: 6, more: false })
      expect(await since(4)).toEqual({ ids: ['u2', 'u1'], revision: 6, more: false })
      expect(await since(6)).toEqual({ ids: [], revision: 6, more: false })
      expect(await since(99)).toEqual({ ids: [], revision: 6, more: false })
      expect(await since(0, 2)).toEqual({ ids: ['u3', 'u4'], revision: 4, more: true })
      expect(await since(4, 2)).toEqual({ ids: ['u2', 'u1'], revision: 6, more: false })
      await space.reopen()
      expect((await space.storage.people.changedSince(0, 1)).revision).toBe(3)
    })

    it('remembers when people were last seen; times only grow', async () => {
      const space = await TestedSpace.open(open)
      for (const id of ['u1', 'u2', 'u3']) await space.register(id)
      await space.storage.people.setSeen(
        new Map([
          ['u1', 500],
          ['u2', 600],
          ['nobody', 700],
        ]),
      )
      await space.storage.people.setSeen(
        new Map([
          ['u1', 400],
          ['u2', 900],
        ]),
      )
      await space.reopen()
      const seen = await space.storage.people.lastSeen(['u2', 'u3', 'u1', 'nobody'])
      expect(seen).toEqual(
        new Map([
          ['u1', 500],
          ['u2', 900],
        ]),
      )
      expect((await space.storage.people.changedSince(3, 10)).users).toEqual([])
    })
  })
}
