import { writeFileSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { StorageFailed } from '../storage.ts'
import { newCid, TestedSpace, type OpenStore } from './store-under-test.contract.ts'

export function describeUpkeep(open: OpenStore): void {
  describe('upkeep', () => {
    it('counts what there is, and says that a write would succeed', async () => {
      const space = await TestedSpace.open(open)
      expect(await space.storage.upkeep.health()).toMatchObject({
        writable: true,
        events: 0,
        users: 0,
      })
      await space.direct('ada', 'bob')
      await space.group('club', 'ada')
      await space.register('ada')
      expect(await space.storage.upkeep.health()).toMatchObject({
        writable: true,
        events: 3,
        users: 1,
      })
      await space.reopen()
      expect(await space.storage.upkeep.health()).toMatchObject({
        writable: true,
        events: 3,
        users: 1,
      })
    })

    it('closing waits for what was accepted', async () => {
      const space = await TestedSpace.open(open)
      const direct = await space.direct('ada', 'bob')
      const appends = Array.from({ length: 100 }, (_, n) => space.say('ada', direct, `${n}`))
      await space.storage.upkeep.close()
      expect((await Promise.all(appends)).map(({ seq }) => seq)).toEqual(
        Array.from({ length: 100 }, (_, n) => n + 2),
      )
      await space.reopen()
      expect(await space.log(direct)).toHaveLength(101)
    })

    it('after closing everything is refused with a plain word, and closing again is nothing', async () => {
      const space = await TestedSpace.open(open)
      await space.direct('ada', 'bob')
      const { storage } = space
      await storage.upkeep.close()
      await storage.upkeep.close()
      const attempts = [
        () => storage.log.append(space.write('ada', 'ada.bob', { kind: 'message', text: 'x' })),
        () => storage.log.page('ada.bob', { limit: 1 }),
        () => storage.log.markRead('ada', 'ada.bob', 1),
        () => storage.log.search('ada', 'hello', { limit: 1 }),
        () => storage.conversations.group('ada.bob'),
        () => storage.people.byIds(['ada']),
        () => storage.sessions.byTokenHash('x'),
        () => storage.upkeep.health(),
      ]
      for (const attempt of attempts) await expect(attempt()).rejects.toThrow(StorageFailed)
    })

    it('the epoch stays through a reopen, and no two stores share one', async () => {
      const space = await TestedSpace.open(open)
      const other = await TestedSpace.open(open)
      const { epoch } = space.storage
      expect(epoch).toMatch(/^[A-Za-z0-9_-]{16,32}$/)
      expect(other.storage.epoch).not.toBe(epoch)
      await space.reopen()
      expect(space.storage.epoch).toBe(epoch)
    })

    it('a backup is consistent while writes go on, and opens with the same log under a new epoch', async () => {
      const space = await TestedSpace.open(open)
      const { backups } = space.store
      if (!backups) return refusesToCopy(space)
      const direct = await space.direct('ada', 'bob')
      await Promise.all(
        Array.from({ length: 500 }, (_, n) => space.say('ada', direct, `before ${n}`)),
      )
      const copying = new AbortController()
      const writer = (async () => {
        while (!copying.signal.aborted)
          await Promise.all([space.say('ada', direct, 'a'), space.say('bob', direct, 'b')])
      })()
      const file = backups.newFile()
      await space.storage.upkeep.backup(file)
      copying.abort()
      await writer
      const head = (await space.log(direct)).length
      const copy = new TestedSpace({ ...space.store, storage: await backups.open(file) })
      onTestFinished(() => copy.storage.upkeep.close())
      expect(copy.storage.epoch).not.toBe(space.storage.epoch)
      const log = await copy.log(direct)
      expect(log.length).toBeGreaterThanOrEqual(501)
      expect(log.length).toBeLessThanOrEqual(head)
      expect(log).toEqual((await space.log(direct)).slice(0, log.length))
      expect(await copy.found('bob', 'before 499')).toEqual(['before 499'])
      expect((await copy.say('ada', direct, 'goes on')).seq).toBe(log.length + 1)
    })

    it('a backup never writes over a file that is there', async () => {
      const space = await TestedSpace.open(open)
      const { backups } = space.store
      if (!backups) return refusesToCopy(space)
      const file = backups.newFile()
      writeFileSync(file, 'precious')
      await expect(space.storage.upkeep.backup(file)).rejects.toThrow(StorageFailed)
      await expect(space.storage.upkeep.backup(file)).rejects.toThrow(/exists/)
      await space.direct('ada', 'bob')
    })

    it('a conversation may hold ten thousand events', async () => {
      const space = await TestedSpace.open(open)
      const direct = await space.direct('ada', 'bob')
      const writes = Array.from({ length: 9_999 }, (_, n) => ({
        conversation: direct,
        author: n % 2 ? 'ada' : 'bob',
        cid: newCid(),
        at: 1_800_000_000_000 + n,
        events: [{ kind: 'message', text: `message number ${n}` }] as const,
      }))
      await Promise.all(writes.map((write) => space.append(write)))
      await space.reopen()
      const log = await space.log(direct)
      expect(log.map(({ seq }) => seq)).toEqual(Array.from({ length: 10_000 }, (_, n) => n + 1))
      expect(log.slice(1).map((event) => (event.kind === 'message' ? event.text : null))).toEqual(
        writes.map(({ events }) => events[0].text),
      )
      const middle = await space.storage.log.page(direct, { limit: 50, around: 5_000 })
      expect(middle.events).toEqual(log.slice(4_974, 5_024))
    })
  })
}

/** What keeps nothing on disk says so, rather than leave a file that holds nothing. */
async function refusesToCopy({ storage }: TestedSpace): Promise<void> {
  await expect(storage.upkeep.backup('nowhere.db')).rejects.toThrow(StorageFailed)
}
