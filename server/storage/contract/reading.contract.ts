import { describe, expect, it } from 'vitest'
import { limits } from '../../../protocol/index.ts'
import type { PageRange } from '../storage.ts'
import { join, TestedSpace, type OpenStore } from './store-under-test.contract.ts'

export function describeReading(open: OpenStore): void {
  describe('a page', () => {
    it.each<[string, PageRange, number, number]>([
      ['newest', { limit: 4 }, 17, 20],
      ['newest of all', { limit: 20 }, 1, 20],
      ['newest of more than all', { limit: 50 }, 1, 20],
      ['before', { limit: 4, before: 10 }, 6, 9],
      ['before the start', { limit: 4, before: 3 }, 1, 2],
      ['before the first', { limit: 4, before: 1 }, 1, 0],
      ['before zero', { limit: 4, before: 0 }, 1, 0],
      ['before what is not there yet', { limit: 4, before: 99 }, 17, 20],
      ['after', { limit: 4, after: 10 }, 11, 14],
      ['after near the end', { limit: 4, after: 18 }, 19, 20],
      ['after the last', { limit: 4, after: 20 }, 1, 0],
      ['after what is not there yet', { limit: 4, after: 99 }, 1, 0],
      ['after the start', { limit: 4, after: 0 }, 1, 4],
      ['between', { limit: 9, after: 10, before: 13 }, 11, 12],
      ['around', { limit: 5, around: 10 }, 8, 12],
      ['around, even', { limit: 4, around: 10 }, 8, 11],
      ['around the start', { limit: 5, around: 1 }, 1, 5],
      ['around the end', { limit: 5, around: 20 }, 16, 20],
      ['around what is not there yet', { limit: 5, around: 99 }, 16, 20],
      ['around, one', { limit: 1, around: 10 }, 10, 10],
      ['around, more than all', { limit: 50, around: 10 }, 1, 20],
    ])('%s', async (_, range, first, last) => {
      const space = await TestedSpace.open(open)
      const direct = await space.direct('ada', 'bob')
      for (let n = 2; n <= 20; n += 1) await space.say('ada', direct, `${n}`)
      const { events, head } = await space.storage.log.page(direct, range)
      const expected = Array.from({ length: last - first + 1 }, (_unused, n) => first + n)
      expect(events.map(({ seq }) => seq)).toEqual(expected)
      expect(head).toBe(20)
    })

    it('of an unknown conversation is empty', async () => {
      const space = await TestedSpace.open(open)
      expect(await space.storage.log.page('nowhere', { limit: 5 })).toEqual({ events: [], head: 0 })
      expect(await space.storage.log.event('nowhere', 1)).toBeNull()
    })

    it('holds every kind of event as it was written', async () => {
      const space = await TestedSpace.open(open)
      const group = await space.group('club', 'ada', ['bob'])
      await space.say('ada', group, 'hi')
      const written = [
        ...(await space.put('ada', group, { kind: 'edit', target: 4, text: 'hello' })),
        ...(await space.put('bob', group, { kind: 'react', target: 4, emoji: '👍', on: true })),
        ...(await space.put('bob', group, { kind: 'react', target: 4, emoji: '👍', on: false })),
        ...(await space.put('ada', group, { kind: 'role', user: 'bob', role: 'admin' })),
        ...(await space.put('ada', group, { kind: 'rename', name: 'Choir' })),
        ...(await space.put('ada', group, { kind: 'describe', purpose: '' })),
        ...(await space.put('ada', group, { kind: 'visibility', visibility: 'private' })),
        ...(await space.put('ada', group, { kind: 'leave', user: 'bob' })),
        ...(await space.put('ada', group, { kind: 'archive' })),
        ...(await space.put('ada', group, { kind: 'restore' })),
      ]
      await space.reopen()
      expect((await space.log(group)).slice(4)).toEqual(written)
    })

    it('sees what an append resolved just before', async () => {
      const space = await TestedSpace.open(open)
      const direct = await space.direct('ada', 'bob')
      for (let n = 0; n < 50; n += 1) {
        const said = await space.say('ada', direct, `${n}`)
        const { events, head } = await space.storage.log.page(direct, { limit: 1 })
        expect([events[0], head]).toEqual([said, said.seq])
      }
    })
  })

  describe('the read marker', () => {
    it('only grows, never passes the head, and says whether it moved', async () => {
      const space = await TestedSpace.open(open)
      const group = await space.group('club', 'ada', ['bob'])
      for (const text of ['one', 'two', 'three']) await space.say('ada', group, text)
      await space.put('ada', group, { kind: 'react', target: 4, emoji: '👍', on: true })
      const mark = (seq: number) => space.storage.log.markRead('bob', group, seq)
      expect(await mark(0)).toEqual({ read: 3, readMessages: 0, moved: false })
      expect(await mark(5)).toEqual({ read: 5, readMessages: 2, moved: true })
      expect(await mark(4)).toEqual({ read: 5, readMessages: 2, moved: false })
      expect(await mark(99)).toEqual({ read: 7, readMessages: 3, moved: true })
      expect(await mark(7)).toEqual({ read: 7, readMessages: 3, moved: false })
      await space.reopen()
      expect(await mark(1)).toEqual({ read: 7, readMessages: 3, moved: false })
    })

    it('is of members alone', async () => {
      const space = await TestedSpace.open(open)
      const group = await space.group('club', 'ada', ['bob'])
      await space.put('bob', group, { kind: 'leave', user: 'bob' })
      expect(await space.storage.log.markRead('bob', group, 3)).toBeNull()
      expect(await space.storage.log.markRead('eve', group, 3)).toBeNull()
      expect(await space.storage.log.markRead('ada', 'nowhere', 3)).toBeNull()
    })

    it('moves to one’s own event, and with it unread is none', async () => {
      const space = await TestedSpace.open(open)
      const direct = await space.direct('ada', 'bob')
      await space.say('ada', direct, 'two')
      expect([await space.unread('ada', direct), await space.unread('bob', direct)]).toEqual([0, 2])
      await space.say('bob', direct, 'hi')
      expect([await space.unread('ada', direct), await space.unread('bob', direct)]).toEqual([1, 0])
      const seen = await space.storage.conversations.seenBy(direct, 'bob')
      expect(seen).toMatchObject({
        read: 3,
        readMessages: 3,
        head: 3,
        headMessages: 3,
        peerRead: 2,
      })
      await space.reopen()
      expect(await space.storage.conversations.seenBy(direct, 'bob')).toEqual(seen)
    })

    it('makes of unread the messages that follow it: no reactions, edits or joins', async () => {
      const space = await TestedSpace.open(open)
      const group = await space.group('club', 'ada', ['bob'])
      await space.say('ada', group, 'one')
      await space.put('ada', group, { kind: 'edit', target: 4, text: 'One' })
      await space.put('ada', group, { kind: 'react', target: 4, emoji: '👍', on: true })
      await space.put('ada', group, join('cleo'))
      expect(await space.unread('bob', group)).toBe(1)
      await space.say('ada', group, 'two')
      expect(await space.unread('bob', group)).toBe(2)
      await space.storage.log.markRead('bob', group, 4)
      expect(await space.unread('bob', group)).toBe(1)
    })

    it('of who joins is at the join: what was said before is read', async () => {
      const space = await TestedSpace.open(open)
      const group = await space.group('club', 'ada', ['bob'])
      for (const text of ['one', 'two', 'three']) await space.say('ada', group, text)
      await space.put('ada', group, join('cleo'))
      expect(await space.unread('cleo', group)).toBe(0)
      await space.say('ada', group, 'four')
      expect(await space.unread('cleo', group)).toBe(1)
      await space.put('bob', group, { kind: 'leave', user: 'bob' })
      await space.put('bob', group, join('bob'))
      expect(await space.unread('bob', group)).toBe(0)
    })

    it('is right in the same commit as what it follows', async () => {
      const space = await TestedSpace.open(open)
      const direct = await space.direct('ada', 'bob')
      const [, , marker] = await Promise.all([
        space.say('ada', direct, 'two'),
        space.say('ada', direct, 'three'),
        space.storage.log.markRead('bob', direct, 3),
      ])
      expect(marker).toEqual({ read: 3, readMessages: 3, moved: true })
    })
  })

  describe('resume', () => {
    it('lists all conversations of a person, the most recently active first, as they see them', async () => {
      const space = await TestedSpace.open(open)
      await space.direct('ada', 'bob')
      await space.group('club', 'ada', ['bob'])
      await space.group('other', 'cleo', ['dan'])
      await space.direct('ada', 'cleo')
      await space.say('bob', 'ada.bob', 'last')
      const resumed = await space.storage.log.resume('ada', {})
      expect(resumed.map(({ conversation }) => conversation.id)).toEqual([
        'ada.bob',
        'ada.cleo',
        'club',
      ])
      for (const { conversation, ...rest } of resumed) {
        expect(rest).toEqual({})
        expect(conversation).toEqual(
          await space.storage.conversations.seenBy(conversation.id, 'ada'),
        )
      }
      expect(await space.storage.log.resume('nobody', {})).toEqual([])
    })

    it('shows the newest message as the last line, whatever came after it, in its present state', async () => {
      const space = await TestedSpace.open(open)
      const group = await space.group('club', 'ada', ['bob'])
      const last = async () => (await space.storage.conversations.seenBy(group, 'bob'))!
      expect((await last()).last).toBeNull()
      await space.say('ada', group, 'one')
      await space.say('ada', group, 'two')
      const [, , third] = [
        await space.put('ada', group, { kind: 'react', target: 4, emoji: '👍', on: true }),
        await space.put('ada', group, { kind: 'edit', target: 5, text: 'two!' }),
        await space.put('ada', group, join('cleo'), join('dan')),
      ]
      expect((await last()).last).toEqual(await space.storage.log.event(group, 5))
      expect((await last()).last).toMatchObject({ text: 'two!', rev: 7 })
      expect((await last()).activeAt).toBe(third[0]!.at)
      await space.put('ada', group, { kind: 'delete', target: 5 })
      expect((await last()).last).toMatchObject({ seq: 5, text: null })
    })

    it('sends what follows each position, in order and in its present state', async () => {
      const space = await TestedSpace.open(open)
      const direct = await space.direct('ada', 'bob')
      for (const text of ['two', 'three', 'four']) await space.say('ada', direct, text)
      await space.put('ada', direct, { kind: 'delete', target: 3 })
      const [resumed] = await space.storage.log.resume('bob', { [direct]: 2 })
      expect(resumed!.events).toEqual((await space.log(direct)).slice(2))
      expect(resumed!.tooFar).toBeUndefined()
      expect((await space.storage.log.resume('bob', { [direct]: 5 }))[0]!.events).toEqual([])
      expect((await space.storage.log.resume('bob', { [direct]: 0 }))[0]!.events).toHaveLength(5)
    })

    it('has neither events nor too far for a conversation without position', async () => {
      const space = await TestedSpace.open(open)
      await space.direct('ada', 'bob')
      await space.direct('ada', 'cleo')
      const resumed = await space.storage.log.resume('ada', { 'ada.bob': 0 })
      const byId = new Map(resumed.map((one) => [one.conversation.id, one]))
      expect(byId.get('ada.bob')!.events).toHaveLength(1)
      expect(Object.keys(byId.get('ada.cleo')!)).toEqual(['conversation'])
    })

    it('says too far beyond the limit of events, and for a position beyond the head', async () => {
      const space = await TestedSpace.open(open)
      const direct = await space.direct('ada', 'bob')
      const more = Array.from({ length: limits.resumeEvents }, (_, n) =>
        space.say('ada', direct, `${n}`),
      )
      await Promise.all(more)
      const head = limits.resumeEvents + 1
      const at = async (position: number) =>
        (await space.storage.log.resume('bob', { [direct]: position }))[0]!
      expect((await at(1)).events).toHaveLength(limits.resumeEvents)
      for (const position of [0, head + 1, Number.MAX_SAFE_INTEGER]) {
        expect(await at(position)).toMatchObject({ tooFar: true, conversation: { head } })
        expect(await at(position)).not.toHaveProperty('events')
      }
      expect(await at(head)).toMatchObject({ events: [] })
    })

    it('says too far for the rest once the limit of all events is reached, the most recent first', async () => {
      const space = await TestedSpace.open(open)
      const each = limits.resumeEvents
      const count = limits.resumeTotal / each + 2
      const directs: string[] = []
      for (let n = 0; n < count; n += 1) {
        const direct = await space.direct('ada', `user-${n}`)
        await Promise.all(
          Array.from({ length: each - 1 }, (_, k) => space.say('ada', direct, `${k}`)),
        )
        directs.unshift(direct)
      }
      const positions = Object.fromEntries(directs.map((id) => [id, 0]))
      const resumed = await space.storage.log.resume('ada', positions)
      expect(resumed.map(({ conversation }) => conversation.id)).toEqual(directs)
      expect(resumed.map(({ events, tooFar }) => tooFar ?? events?.length)).toEqual(
        directs.map((_, index) => (index < limits.resumeTotal / each ? each : true)),
      )
    })

    it('says too far for what goes beyond the limit of bytes, however few the events', async () => {
      const space = await TestedSpace.open(open)
      const talk = async (friend: string, messages: number) => {
        const direct = await space.direct('ada', friend)
        const text = '\u6c34'.repeat(limits.textLength)
        await Promise.all(Array.from({ length: messages }, () => space.say(friend, direct, text)))
        return direct
      }
      const first = await talk('bob', 10)
      const large = await talk('cleo', 40)
      const last = await talk('dan', 20)
      const positions = { [first]: 0, [large]: 0, [last]: 0 }
      const resumed = await space.storage.log.resume('ada', positions)
      expect(resumed.map(({ conversation, events }) => [conversation.id, events?.length])).toEqual([
        [last, 21],
        [large, undefined],
        [first, 11],
      ])
      expect(resumed[1]).toMatchObject({ tooFar: true })
      const bytes = resumed.map(({ events }) => Buffer.byteLength(JSON.stringify(events ?? [])))
      expect(bytes[0]! + bytes[2]!).toBeLessThanOrEqual(limits.resumeBytes)
    })

    it('of only what positions name leaves the others out, and what is not the person’s', async () => {
      const space = await TestedSpace.open(open)
      await space.direct('ada', 'bob')
      await space.direct('ada', 'cleo')
      await space.direct('bob', 'cleo')
      const positions = { 'ada.bob': 0, 'bob.cleo': 0, nowhere: 3 }
      const resumed = await space.storage.log.resume('ada', positions, { only: true })
      expect(resumed.map(({ conversation, events }) => [conversation.id, events?.length])).toEqual([
        ['ada.bob', 1],
      ])
      expect(await space.storage.log.resume('ada', {}, { only: true })).toEqual([])
    })

    it('leaves out what ended for the person', async () => {
      const space = await TestedSpace.open(open)
      const group = await space.group('club', 'ada', ['bob'])
      await space.put('ada', group, { kind: 'leave', user: 'bob' })
      expect(await space.storage.log.resume('bob', { club: 1 })).toEqual([])
      await space.put('ada', group, join('bob'))
      expect(await space.storage.log.resume('bob', { club: 3 })).toMatchObject([
        { events: [{ kind: 'leave' }, { kind: 'join' }] },
      ])
    })

    it('is a snapshot: heads, markers and events agree while others write', async () => {
      const space = await TestedSpace.open(open)
      const direct = await space.direct('ada', 'bob')
      const writing = new AbortController()
      const writer = (async () => {
        for (let n = 0; !writing.signal.aborted && n < 150; n += 1)
          await space.say('ada', direct, `${n}`)
      })()
      for (let n = 0; n < 20; n += 1) {
        const [resumed] = await space.storage.log.resume('ada', { [direct]: 0 })
        const { conversation, events } = resumed!
        expect(events!.map(({ seq }) => seq)).toEqual(
          Array.from({ length: conversation.head }, (_, k) => k + 1),
        )
        expect(conversation.read).toBe(conversation.head)
        expect(conversation.last).toEqual(events!.at(-1))
      }
      writing.abort()
      await writer
    })
  })
}
