import { describe, expect, it } from 'vitest'
import { TestedSpace, type OpenStore } from './store-under-test.contract.ts'

export function describeSessions(open: OpenStore): void {
  const session = (id: string, createdAt = 1000, user = 'ada') => ({
    id,
    user,
    tokenHash: `hash of ${id}`,
    device: `device ${id}`,
    createdAt,
  })
  const asRead = (id: string, createdAt = 1000, lastSeenAt = createdAt) => {
    const { tokenHash: _tokenHash, ...rest } = session(id, createdAt)
    return { ...rest, lastSeenAt }
  }

  async function withPeople(): Promise<TestedSpace> {
    const space = await TestedSpace.open(open)
    for (const id of ['ada', 'bob']) await space.register(id)
    return space
  }

  describe('sessions', () => {
    it('are found by their token’s hash, after a reopen too, and never show it', async () => {
      const space = await withPeople()
      expect(await space.storage.sessions.create(session('s1'), 20)).toEqual([])
      await space.reopen()
      expect(await space.storage.sessions.byTokenHash('hash of s1')).toEqual(asRead('s1'))
      expect(await space.storage.sessions.byTokenHash('hash of s2')).toBeNull()
      expect(await space.storage.sessions.byTokenHash('')).toBeNull()
    })

    it('and people keep texts that not every store could hold, as the log does', async () => {
      const space = await TestedSpace.open(open)
      const { sessions, people } = space.storage
      const [text, kept] = ['zero \0 and half \ud83d', 'zero \ufffd and half \ufffd']
      await sessions.create({ ...session('s1'), device: text }, 20)
      await space.register('ada', text)
      await space.register('bob')
      expect((await people.update('bob', { displayName: text }))!.user.displayName).toBe(kept)
      await space.reopen()
      const [stored] = await space.storage.sessions.of('ada')
      expect(stored!.device).toBe(kept)
      const both = await space.storage.people.byIds(['ada', 'bob'])
      expect(both.map(({ displayName }) => displayName)).toEqual([kept, kept])
      expect(both.map(({ name }) => name)).toEqual([kept, 'bob'])
      expect(await space.storage.people.credentials(kept)).not.toBeNull()
    })

    it('let nobody in who is no person of the space, or is none any more', async () => {
      const space = await withPeople()
      const { sessions } = space.storage
      await sessions.create(session('s1', 1000, 'nobody'), 20)
      expect(await sessions.byTokenHash('hash of s1')).toMatchObject({ waiting: true })
      await space.storage.admission.remove('bob')
      await sessions.create(session('s2', 1000, 'bob'), 20)
      expect(await sessions.of('bob')).toMatchObject([{ id: 's2', waiting: true }])
    })

    it('are listed last seen first; seen times only grow', async () => {
      const space = await withPeople()
      const { sessions } = space.storage
      for (const [id, at] of [
        ['s1', 1000],
        ['s2', 2000],
        ['s3', 3000],
      ] as const)
        await sessions.create(session(id, at), 20)
      await sessions.create(session('b1', 9000, 'bob'), 20)
      await sessions.touch(
        new Map([
          ['s1', 5000],
          ['s2', 1500],
          ['nothing', 1],
        ]),
      )
      expect(await sessions.of('ada')).toEqual([
        asRead('s1', 1000, 5000),
        asRead('s3', 3000),
        asRead('s2', 2000),
      ])
      expect(await sessions.of('nobody')).toEqual([])
    })

    it('beyond the number to keep are deleted, those unseen longest first, never the new one', async () => {
      const space = await withPeople()
      const { sessions } = space.storage
      for (const [id, at] of [
        ['s1', 1000],
        ['s2', 2000],
        ['s3', 3000],
      ] as const)
        await sessions.create(session(id, at), 3)
      await sessions.touch(new Map([['s1', 5000]]))
      expect(await sessions.create(session('s4', 100), 3)).toEqual(['s2'])
      expect((await sessions.create(session('s5', 200), 1)).sort()).toEqual(['s1', 's3', 's4'])
      expect((await sessions.of('ada')).map(({ id }) => id)).toEqual(['s5'])
      expect(await sessions.byTokenHash('hash of s2')).toBeNull()
    })

    it('are deleted by their own person alone', async () => {
      const space = await withPeople()
      const { sessions } = space.storage
      await sessions.create(session('s1'), 20)
      expect(await sessions.delete('bob', 's1')).toBe(false)
      expect(await sessions.delete('ada', 's1')).toBe(true)
      expect(await sessions.delete('ada', 's1')).toBe(false)
      expect(await sessions.byTokenHash('hash of s1')).toBeNull()
    })

    it('are all deleted but one with a change of the password, and the answer says which', async () => {
      const space = await withPeople()
      const { people, sessions } = space.storage
      for (const id of ['s1', 's2', 's3']) await sessions.create(session(id), 20)
      await sessions.create(session('b1', 1, 'bob'), 20)
      const hash = { before: 'hash of ada', after: 'another hash' }
      expect((await people.changePassword('ada', hash, 's2'))!.sort()).toEqual(['s1', 's3'])
      expect(await people.credentialsOf('ada')).toMatchObject({ passwordHash: 'another hash' })
      expect((await sessions.of('ada')).map(({ id }) => id)).toEqual(['s2'])
      expect(await sessions.of('bob')).toHaveLength(1)
      const again = { before: 'another hash', after: 'a third' }
      expect(await people.changePassword('ada', again, 's2')).toEqual([])
    })

    it('stay, and so does the password, where it or the one to keep is another by now', async () => {
      const space = await withPeople()
      const { people, sessions } = space.storage
      for (const id of ['s1', 's2']) await sessions.create(session(id), 20)
      await sessions.create(session('b1', 1, 'bob'), 20)
      const [right, wrong] = ['hash of ada', 'hash of before'].map((before) => {
        return { before, after: 'another hash' }
      })
      expect(await people.changePassword('ada', wrong!, 's1')).toBeNull()
      expect(await people.changePassword('ada', right!, 's3')).toBeNull()
      expect(await people.changePassword('ada', right!, 'b1')).toBeNull()
      expect(await people.changePassword('nobody', right!, 's1')).toBeNull()
      expect(await people.credentialsOf('ada')).toMatchObject({ passwordHash: 'hash of ada' })
      expect(await sessions.of('ada')).toHaveLength(2)
      const both = ['s1', 's2'].map((keep) => people.changePassword('ada', right!, keep))
      expect(await Promise.all(both)).toEqual([['s2'], null])
    })
  })
}
