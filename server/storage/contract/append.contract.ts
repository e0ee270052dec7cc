import { describe, expect, it } from 'vitest'
import type { NewEvent, Write } from '../storage.ts'
import {
  accepted,
  join,
  newCid,
  now,
  TestedSpace,
  type OpenStore,
} from './store-under-test.contract.ts'

export function describeAppend(open: OpenStore): void {
  describe('append', () => {
    it('numbers the events of each conversation 1, 2, 3 without holes, whatever is appended at once', async () => {
      const space = await TestedSpace.open(open)
      const there = await space.direct('ada', 'bob')
      const other = await space.direct('ada', 'cleo')
      const appends = Array.from({ length: 300 }, (_, n) =>
        space.say(n % 2 ? 'ada' : 'bob', n % 3 ? there : other, `message ${n}`),
      )
      const answered = await Promise.all(appends)
      for (const conversation of [there, other]) {
        const log = await space.log(conversation)
        expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1))
        expect(log.slice(1)).toEqual(
          answered.filter((_, n) => (n % 3 ? there : other) === conversation),
        )
      }
    })

    it('counts the messages of the log on each event', async () => {
      const space = await TestedSpace.open(open)
      const group = await space.group('club', 'ada', ['bob'])
      await space.say('ada', group, 'one')
      await space.put('bob', group, { kind: 'react', target: 4, emoji: '👍', on: true })
      await space.say('bob', group, 'two')
      const counts = (await space.log(group)).map(({ kind, messages }) => [kind, messages])
      expect(counts).toEqual([
        ['create', 0],
        ['join', 0],
        ['join', 0],
        ['message', 1],
        ['react', 1],
        ['message', 2],
      ])
    })

    it('answers with the events as they are read: time, author, key on the first alone', async () => {
      const space = await TestedSpace.open(open)
      const write = { conversation: 'club', author: 'ada', cid: 'key-of-ada-1', at: 1234 }
      const create = { kind: 'create', name: 'Club', purpose: '', visibility: 'public' } as const
      const appended = await space.append({
        ...write,
        events: [create, join('ada', 'owner')],
        create: { kind: 'group' },
      })
      const events = [
        { seq: 1, at: 1234, author: 'ada', cid: 'key-of-ada-1', messages: 0, ...create },
        { seq: 2, at: 1234, author: 'ada', messages: 0, ...join('ada', 'owner') },
      ]
      expect(appended).toEqual({ conversation: 'club', events, repeated: false })
      expect(await space.log('club')).toEqual(events)
    })

    it('keeps texts exactly: every script, line feeds, quotes, the longest', async () => {
      const space = await TestedSpace.open(open)
      const texts = [
        'a\nb\r\n\tc',
        `'"\\\`;--`,
        '日本語 עברית 👩‍👩‍👧',
        ' ',
        '\u0001',
        'x'.repeat(10_000),
      ]
      const direct = await space.direct('ada', 'bob')
      for (const text of texts) await space.say('ada', direct, text)
      const log = await space.log(direct)
      expect(log.slice(1).map((event) => (event.kind === 'message' ? event.text : null))).toEqual(
        texts,
      )
    })

    it('replaces what no database keeps, zero characters and half pairs, and says so', async () => {
      const space = await TestedSpace.open(open)
      const group = await space.group('club', 'ada')
      const [said] = await space.put('ada', group, { kind: 'message', text: 'a\0b \ud83d c' })
      const [described] = await space.put('ada', group, { kind: 'describe', purpose: '\ude00\0' })
      expect(said).toMatchObject({ text: 'a\ufffdb \ufffd c' })
      expect(described).toMatchObject({ purpose: '\ufffd\ufffd' })
      expect((await space.log(group)).slice(2)).toEqual([said, described])
      expect(
        space.heard
          .flat()
          .flatMap(({ events }) => events)
          .slice(2),
      ).toEqual([said, described])
    })

    it('keeps a reply reference', async () => {
      const space = await TestedSpace.open(open)
      const direct = await space.direct('ada', 'bob')
      await space.put('bob', direct, { kind: 'message', text: 'yes', replyTo: 1 })
      expect(await space.storage.log.event(direct, 2)).toMatchObject({ text: 'yes', replyTo: 1 })
      expect(await space.storage.log.event(direct, 1)).not.toHaveProperty('replyTo')
    })

    it('takes nothing but a write that it could store: no events, or a change among others, is a mistake', async () => {
      const space = await TestedSpace.open(open)
      const direct = await space.direct('ada', 'bob')
      const change = { kind: 'delete', target: 1 } as const
      await expect(space.append(space.write('ada', direct))).rejects.toThrow(TypeError)
      await expect(
        space.append(space.write('ada', direct, change, { kind: 'message', text: 'x' })),
      ).rejects.toThrow(TypeError)
      expect(await space.log(direct)).toHaveLength(1)
    })

    it('refuses an unknown conversation unless it may make it', async () => {
      const space = await TestedSpace.open(open)
      const write = space.write('ada', 'nowhere', { kind: 'message', text: 'hello?' })
      expect(await space.append(write)).toEqual({ refused: 'not_found' })
      expect(await space.append({ ...write, create: { kind: 'group' } })).toMatchObject({
        repeated: false,
      })
    })

    it('stores a refused write under its key once nothing stands in the way any more', async () => {
      const space = await TestedSpace.open(open)
      const group = await space.group('club', 'ada')
      const write = space.write('bob', group, { kind: 'message', text: 'let me in' })
      expect(await space.tried({ member: true }, write)).toBe('not_member')
      await space.put('bob', group, join('bob'))
      expect(await space.tried({ member: true }, write)).toBe('stored')
    })
  })

  describe('a direct conversation', () => {
    it('has both people as members from its first message', async () => {
      const space = await TestedSpace.open(open)
      const direct = await space.direct('bob', 'ada')
      const { conversations } = space.storage
      const joinedAt = (await space.log(direct))[0]!.at
      for (const user of ['ada', 'bob'])
        expect(await conversations.membership(direct, user)).toEqual({
          user,
          role: 'member',
          joinedAt,
        })
      expect(await conversations.membership(direct, 'cleo')).toBeNull()
      expect(await conversations.group(direct)).toBeNull()
    })

    it('is made once when both people begin it at the same time', async () => {
      const space = await TestedSpace.open(open)
      await Promise.all([
        space.direct('ada', 'bob', 'from ada'),
        space.direct('bob', 'ada', 'from bob'),
      ])
      expect((await space.log('ada.bob')).map(({ author }) => author).sort()).toEqual([
        'ada',
        'bob',
      ])
      const lists = ['ada', 'bob'].map((user) => space.storage.log.resume(user, {}))
      expect((await Promise.all(lists)).map((list) => list.length)).toEqual([1, 1])
    })

    it('of one person with themself has one member and no peer', async () => {
      const space = await TestedSpace.open(open)
      const notes = await space.direct('ada', 'ada', 'milk')
      const members = await space.storage.conversations.members(notes, { limit: 10 })
      expect(members.items.map(({ user }) => user)).toEqual(['ada'])
      expect(await space.storage.conversations.seenBy(notes, 'ada')).toMatchObject({
        kind: 'direct',
        peerRead: null,
        read: 1,
      })
    })

    it('that is asked to be made with an outsider as author is refused and not made', async () => {
      const space = await TestedSpace.open(open)
      const write = space.write('eve', 'ada.bob', { kind: 'message', text: 'hi' })
      const create = { kind: 'direct', people: ['ada', 'bob'] } as const
      expect(await space.tried({ member: true }, { ...write, create })).toBe('not_member')
      expect(await space.storage.log.resume('ada', {})).toEqual([])
      expect(await space.storage.conversations.membership('ada.bob', 'ada')).toBeNull()
    })
  })

  describe('an idempotency key', () => {
    it('answers a repeat with the original events and stores nothing', async () => {
      const space = await TestedSpace.open(open)
      const direct = await space.direct('ada', 'bob')
      const write = space.write('ada', direct, { kind: 'message', text: 'once' })
      const first = await space.append(write)
      const again = await space.append({ ...write, at: now() })
      expect(again).toEqual({ ...first, repeated: true })
      expect(await space.log(direct)).toHaveLength(2)
    })

    it('holds for ever: after a reopen too', async () => {
      const space = await TestedSpace.open(open)
      const direct = await space.direct('ada', 'bob')
      const write = space.write('ada', direct, { kind: 'message', text: 'once' })
      const first = await space.append(write)
      await space.reopen()
      expect(await space.append(write)).toEqual({ ...first, repeated: true })
      expect(await space.log(direct)).toHaveLength(2)
    })

    it('holds among writes that arrive at once', async () => {
      const space = await TestedSpace.open(open)
      const direct = await space.direct('ada', 'bob')
      const write = space.write('ada', direct, { kind: 'message', text: 'once' })
      const all = await Promise.all(Array.from({ length: 20 }, () => space.append(write)))
      expect(
        all.filter((appended) => appended.refused === undefined && !appended.repeated),
      ).toHaveLength(1)
      expect(new Set(all.map((appended) => accepted(appended)[0]!.seq))).toEqual(new Set([2]))
      expect(await space.log(direct)).toHaveLength(2)
    })

    it('is the author’s own: another author may use the same', async () => {
      const space = await TestedSpace.open(open)
      const direct = await space.direct('ada', 'bob')
      const write = space.write('ada', direct, { kind: 'message', text: 'mine' })
      await space.append(write)
      expect(await space.append({ ...write, author: 'bob' })).toMatchObject({ repeated: false })
    })

    it('holds across conversations, and the answer says where the original is', async () => {
      const space = await TestedSpace.open(open)
      const first = await space.direct('ada', 'bob')
      const second = await space.direct('ada', 'cleo')
      const write = space.write('ada', first, { kind: 'message', text: 'once' })
      await space.append(write)
      const again = await space.append({ ...write, conversation: second })
      expect(again).toMatchObject({ conversation: first, repeated: true })
      expect(await space.log(second)).toHaveLength(1)
    })

    it('answers a repeat before it looks for the conversation, which need not exist', async () => {
      const space = await TestedSpace.open(open)
      const group = await space.group('club', 'ada')
      const first = await space.append(space.write('ada', group, { kind: 'rename', name: 'Choir' }))
      const [renamed] = accepted(first)
      const said = space.write('ada', group, { kind: 'message', text: 'once' })
      const second = await space.append(said)
      const askings: NewEvent[] = [{ kind: 'message', text: 'any' }, { kind: 'restore' }]
      for (const asking of askings) {
        const nowhere = space.write('ada', 'nowhere', asking)
        const again = { ...second, repeated: true }
        expect(await space.append({ ...nowhere, cid: said.cid })).toEqual(again)
        const before = { ...first, repeated: true }
        expect(await space.append({ ...nowhere, cid: renamed!.cid! })).toEqual(before)
        expect(await space.append(nowhere)).toEqual({ refused: 'not_found' })
      }
      expect(accepted(second)).toMatchObject([{ seq: 4 }])
      expect(await space.log(group)).toHaveLength(4)
    })

    it('begins no direct conversation with a repeat of what was said elsewhere', async () => {
      const space = await TestedSpace.open(open)
      const group = await space.group('club', 'ada')
      const said = space.write('ada', group, { kind: 'message', text: 'once' })
      const first = await space.append(said)
      const { author, at, cid, events } = said
      const begins: Write = {
        conversation: 'ada.bob',
        author,
        at,
        cid,
        events,
        create: { kind: 'direct', people: ['ada', 'bob'] },
      }
      expect(await space.append(begins)).toEqual({ ...first, repeated: true })
      expect(await space.storage.conversations.seenBy('ada.bob', 'ada')).toBeNull()
      const anew = await space.append({ ...begins, cid: newCid() })
      expect(anew).toMatchObject({ conversation: 'ada.bob', repeated: false, events: [{ seq: 1 }] })
      expect(await space.storage.conversations.seenBy('ada.bob', 'bob')).toMatchObject({ head: 1 })
    })

    it('answers a repeat even where the write would be refused by now', async () => {
      const space = await TestedSpace.open(open)
      const group = await space.group('club', 'ada', ['bob'])
      const write = space.write('bob', group, { kind: 'message', text: 'bye' })
      const first = await space.append({ ...write, require: { member: true, open: true } })
      await space.put('ada', group, { kind: 'leave', user: 'bob' })
      await space.put('ada', group, { kind: 'archive' })
      const again = await space.append({ ...write, require: { member: true, open: true } })
      expect(again).toEqual({ ...first, repeated: true })
    })

    it('answers with all events of the original write, and with no others', async () => {
      const space = await TestedSpace.open(open)
      const group = await space.group('club', 'ada', ['bob', 'cleo'])
      const write = space.write(
        'ada',
        group,
        { kind: 'leave', user: 'ada' },
        { kind: 'role', user: 'bob', role: 'owner' },
      )
      const first = await space.append(write)
      await space.say('bob', group, 'thanks')
      expect(await space.append(write)).toEqual({ ...first, repeated: true })
      expect(accepted(first)).toHaveLength(2)
    })

    it('answers with the present state: an original that was deleted does not come back', async () => {
      const space = await TestedSpace.open(open)
      const direct = await space.direct('ada', 'bob')
      const write = space.write('ada', direct, { kind: 'message', text: 'oops' })
      await space.append(write)
      await space.put('ada', direct, { kind: 'delete', target: 2 })
      expect(accepted(await space.append(write))).toMatchObject([{ seq: 2, text: null, rev: 3 }])
    })

    it('is not needed: writes of the server’s own have none and are never repeats', async () => {
      const space = await TestedSpace.open(open)
      const direct = await space.direct('ada', 'bob')
      const write = { ...space.write('ada', direct, { kind: 'message', text: 'x' }), cid: null }
      const [one, two] = [accepted(await space.append(write)), accepted(await space.append(write))]
      expect([one[0]!.seq, two[0]!.seq]).toEqual([2, 3])
      expect(one[0]).not.toHaveProperty('cid')
    })
  })

  describe('a requirement', () => {
    it('of membership refuses outsiders and those who left', async () => {
      const space = await TestedSpace.open(open)
      const group = await space.group('club', 'ada', ['bob'])
      const attempt = () =>
        space.tried({ member: true }, space.write('bob', group, { kind: 'message', text: 'hi' }))
      expect(await attempt()).toBe('stored')
      await space.put('bob', group, { kind: 'leave', user: 'bob' })
      expect(await attempt()).toBe('not_member')
      await space.put('bob', group, join('bob'))
      expect(await attempt()).toBe('stored')
    })

    it('of an open group refuses while it is archived', async () => {
      const space = await TestedSpace.open(open)
      const group = await space.group('club', 'ada')
      const attempt = () =>
        space.tried({ open: true }, space.write('ada', group, { kind: 'message', text: 'hi' }))
      await space.put('ada', group, { kind: 'archive' })
      expect(await attempt()).toBe('archived')
      await space.put('ada', group, { kind: 'restore' })
      expect(await attempt()).toBe('stored')
    })

    it('of an unchanged structure is not troubled by messages, only by what is structural', async () => {
      const space = await TestedSpace.open(open)
      const group = await space.group('club', 'ada', ['bob'])
      const { structure } = (await space.storage.conversations.group(group))!
      expect(structure).toBe(3)
      await space.say('bob', group, 'hello')
      await space.put('bob', group, { kind: 'edit', target: 4, text: 'hello!' })
      await space.put('ada', group, { kind: 'react', target: 4, emoji: '👋', on: true })
      await space.put('bob', group, { kind: 'delete', target: 4 })
      const rename = (name: string) => space.write('ada', group, { kind: 'rename', name })
      expect(await space.tried({ structure }, rename('Choir'))).toBe('stored')
      expect(await space.tried({ structure }, rename('Chess'))).toBe('changed')
      expect((await space.storage.conversations.group(group))!.structure).toBe(8)
    })

    it('of an unchanged structure lets one of two that arrive at once win', async () => {
      const space = await TestedSpace.open(open)
      const group = await space.group('club', 'ada')
      const { structure } = (await space.storage.conversations.group(group))!
      const writes = ['One', 'Two'].map((name) =>
        space.write('ada', group, { kind: 'rename', name }),
      )
      const results = await Promise.all(
        writes.map((write) => space.append({ ...write, require: { structure } })),
      )
      expect(results.map(({ refused }) => refused)).toEqual([undefined, 'changed'])
    })

    it('of a target refuses where it is missing, no message, or deleted, and where another wrote it', async () => {
      const space = await TestedSpace.open(open)
      const group = await space.group('club', 'ada', ['bob'])
      await space.say('ada', group, 'mine')
      const attempt = (seq: number, author?: string) =>
        space.tried(
          { target: { seq, ...(author && { author }) } },
          space.write('bob', group, { kind: 'message', text: 'as you said', replyTo: seq }),
        )
      expect(await attempt(4)).toBe('stored')
      expect(await attempt(4, 'ada')).toBe('stored')
      expect(await attempt(4, 'bob')).toBe('not_author')
      expect(await attempt(1)).toBe('no_target')
      expect(await attempt(99)).toBe('no_target')
      await space.put('ada', group, { kind: 'delete', target: 4 })
      expect(await attempt(4)).toBe('no_target')
    })

    it('that fails does not harm the others that arrived with it', async () => {
      const space = await TestedSpace.open(open)
      const direct = await space.direct('ada', 'bob')
      const writes = Array.from({ length: 30 }, (_, n) => ({
        ...space.write(n % 3 ? 'ada' : 'eve', direct, { kind: 'message', text: `${n}` }),
        require: { member: true } as const,
      }))
      const results = await Promise.all(writes.map((write) => space.append(write)))
      expect(results.map(({ refused }) => refused)).toEqual(
        writes.map(({ author }) => (author === 'eve' ? 'not_member' : undefined)),
      )
      expect((await space.log(direct)).map(({ seq }) => seq)).toEqual(
        Array.from({ length: 21 }, (_, n) => n + 1),
      )
    })
  })

  describe('onCommitted', () => {
    it('tells each stored event once, one item per conversation, before its append resolves', async () => {
      const space = await TestedSpace.open(open)
      const told: string[] = []
      const stop = space.storage.log.onCommitted((committed) => {
        for (const { conversation, events } of committed)
          for (const { seq } of events) told.push(`${conversation} ${seq}`)
        expect(new Set(committed.map(({ conversation }) => conversation)).size).toBe(
          committed.length,
        )
      })
      const directs = ['bob', 'cleo', 'dan'].map((other) => space.direct('ada', other))
      const resolved = directs.map(async (direct) => {
        expect(told).toContain(`${await direct} 1`)
      })
      await Promise.all(resolved)
      const more = Array.from({ length: 60 }, async (_, n) => {
        const conversation = `ada.${['bob', 'cleo', 'dan'][n % 3]!}`
        const { seq } = await space.say('ada', conversation, `${n}`)
        expect(told).toContain(`${conversation} ${seq}`)
      })
      await Promise.all(more)
      expect(told).toHaveLength(63)
      expect(new Set(told).size).toBe(63)
      stop()
      await space.direct('ada', 'eve')
      expect(told).toHaveLength(63)
    })

    it('tells the events of a conversation in their order, and never what was refused or repeated', async () => {
      const space = await TestedSpace.open(open)
      const direct = await space.direct('ada', 'bob')
      const write = space.write('ada', direct, { kind: 'message', text: 'once' })
      const eve = {
        ...space.write('eve', direct, { kind: 'message', text: 'psst' }),
        require: { member: true } as const,
      }
      await Promise.all([
        space.append(write),
        space.append(write),
        space.append(eve),
        space.say('bob', direct, 'two'),
      ])
      await space.append(write)
      const events = space.heard.flat().flatMap((committed) => committed.events)
      expect(events).toEqual(await space.log(direct))
    })

    it('tells what was written, also where the same commit changed it again', async () => {
      const space = await TestedSpace.open(open)
      const direct = await space.direct('ada', 'bob')
      await Promise.all([
        space.say('ada', direct, 'oops'),
        space.put('ada', direct, { kind: 'delete', target: 2 }),
      ])
      const events = space.heard.flat().flatMap((committed) => committed.events)
      expect(events.slice(1)).toMatchObject([{ text: 'oops' }, { kind: 'delete', target: 2 }])
      expect(await space.storage.log.event(direct, 2)).toMatchObject({ text: null, rev: 3 })
    })
  })

  it('a key that was newly minted for each write stores each', async () => {
    const space = await TestedSpace.open(open)
    const direct = await space.direct('ada', 'bob')
    const write = space.write('ada', direct, { kind: 'message', text: 'same words' })
    for (let n = 0; n < 3; n += 1) accepted(await space.append({ ...write, cid: newCid() }))
    expect(await space.log(direct)).toHaveLength(4)
  })
}
