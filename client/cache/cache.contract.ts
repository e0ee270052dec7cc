import { describe, expect, it } from 'vitest'
import type { AnyEvent, Conversation, MessageEvent, User } from '../../protocol/index.ts'
import { foldMessage } from '../fold/fold-message.ts'
import type { Batch, Cache, Meta, OutboxItem, StoredDraft } from './cache.ts'

const meta: Meta = { epoch: 'epoch1', user: 'ann', session: 's1', directory: 4 }
const of = meta

function message(seq: number, text = `text ${seq}`): MessageEvent {
  return { kind: 'message', seq, at: 1000 + seq, author: 'ben', messages: seq, text }
}

function messages(from: number, to: number): MessageEvent[] {
  return Array.from({ length: to - from + 1 }, (_, index) => message(from + index))
}

function conversation(id: string, head: number): Conversation {
  return {
    id,
    kind: 'direct',
    group: null,
    head,
    headMessages: head,
    read: 0,
    readMessages: 0,
    peerRead: null,
    last: message(head),
    activeAt: 1000 + head,
  }
}

function item(cid: string, order: number, account = 'ann'): OutboxItem {
  return {
    cid,
    account,
    conversation: 'ann.ben',
    order,
    at: 5,
    event: { kind: 'message', text: `text of ${cid}` },
    state: 'waiting',
    tried: false,
    problem: null,
  }
}

function draft(text: string, account = 'ann', replyTo: number | null = null): StoredDraft {
  return { account, conversation: 'ann.ben', draft: { text, replyTo, editing: null } }
}

const user: User = {
  id: 'ben',
  name: 'Ben',
  displayName: 'Ben',
  colour: null,
  picture: null,
  createdAt: 1,
}

export type OpenedCache = {
  cache: Cache
  /** The same cache in the next window. */
  reopen(): Promise<Cache>
}

/** What every cache must do. `open` answers an empty one. */
export function describeCache(name: string, open: () => Promise<OpenedCache>): void {
  describe(name, () => {
    /** A cache that is Ann's, with 10 messages of one conversation. */
    async function filled(more: Batch = {}): Promise<OpenedCache> {
      const opened = await open()
      await opened.cache.commit({
        clear: true,
        meta,
        conversations: [{ conversation: conversation('ann.ben', 10), ended: null }],
        pages: [{ conversation: 'ann.ben', events: messages(1, 10), asOf: 10 }],
        ...more,
      })
      return opened
    }

    const seqs = (events: readonly AnyEvent[]) => events.map(({ seq }) => seq)

    it('holds nothing at first', async () => {
      const { cache } = await open()
      expect(await cache.load()).toEqual({
        meta: null,
        conversations: [],
        outbox: [],
        drafts: [],
        damaged: false,
      })
      expect(await cache.eventsBefore('ann.ben', 10, 5)).toEqual([])
      expect(await cache.users(['ben'])).toEqual([])
    })

    it('gives back in the next window what was committed', async () => {
      const { reopen } = await filled({
        users: [user],
        outbox: [item('cid-two--', 2), item('cid-one--', 1)],
        drafts: [draft('Dear Ben')],
      })
      const cache = await reopen()
      expect(await cache.load()).toEqual({
        meta,
        conversations: [{ conversation: conversation('ann.ben', 10), ended: null }],
        outbox: [item('cid-one--', 1), item('cid-two--', 2)],
        drafts: [draft('Dear Ben')],
        damaged: false,
      })
      expect(await cache.users(['nobody', 'ben'])).toEqual([user])
      expect(await cache.eventsBefore('ann.ben', 11, 3)).toEqual(messages(8, 10))
    })

    it('reads events from an end up to a hole, and no further', async () => {
      const { cache } = await filled({
        pages: [
          { conversation: 'ann.ben', events: [...messages(1, 3), ...messages(5, 10)], asOf: 10 },
          { conversation: 'other', events: messages(4, 4), asOf: 10 },
        ],
      })
      expect(seqs(await cache.eventsBefore('ann.ben', 11, 100))).toEqual([5, 6, 7, 8, 9, 10])
      expect(seqs(await cache.eventsBefore('ann.ben', 8, 2))).toEqual([6, 7])
      expect(seqs(await cache.eventsBefore('ann.ben', 5, 100))).toEqual([])
      expect(seqs(await cache.eventsBefore('ann.ben', 12, 100))).toEqual([])
      expect(seqs(await cache.eventsAfter('ann.ben', 0, 100))).toEqual([1, 2, 3])
      expect(seqs(await cache.eventsAfter('ann.ben', 6, 2))).toEqual([7, 8])
      expect(seqs(await cache.eventsAfter('ann.ben', 3, 100))).toEqual([])
    })

    it('folds a later event into a stored one, and passes over what is not stored', async () => {
      const { cache } = await filled()
      const edit: AnyEvent = {
        kind: 'edit',
        seq: 11,
        at: 9,
        author: 'ben',
        messages: 10,
        target: 3,
        text: 'better',
      }
      const fold = (event: AnyEvent) => foldMessage(event, edit)
      await cache.commit({
        of,
        folds: [
          { conversation: 'ann.ben', seq: 3, fold },
          { conversation: 'ann.ben', seq: 77, fold },
        ],
      })
      const [changed, untouched] = await cache.eventsAfter('ann.ben', 2, 2)
      expect(changed).toMatchObject({ seq: 3, text: 'better', editedAt: 9, rev: 11 })
      expect(untouched).toEqual(message(4))
      expect(await cache.eventsBefore('ann.ben', 78, 1)).toEqual([])
    })

    it('folds into a page of the same batch', async () => {
      const { cache } = await filled()
      await cache.commit({
        of,
        pages: [{ conversation: 'ann.ben', events: messages(11, 12), asOf: 12 }],
        folds: [{ conversation: 'ann.ben', seq: 11, fold: () => message(11, 'folded') }],
      })
      expect(await cache.eventsAfter('ann.ben', 10, 1)).toEqual([message(11, 'folded')])
    })

    it('never lets a slower window take a conversation back', async () => {
      const { cache } = await filled()
      await cache.commit({
        of,
        conversations: [{ conversation: conversation('ann.ben', 7), ended: null }],
        pages: [{ conversation: 'ann.ben', events: [message(5, 'out of date')], asOf: 7 }],
      })
      expect((await cache.load()).conversations[0]!.conversation.head).toBe(10)
      expect(await cache.eventsBefore('ann.ben', 6, 1)).toEqual([message(5)])
    })

    it('forgets a conversation and takes it up anew in one batch', async () => {
      const { cache } = await filled()
      await cache.commit({
        of,
        dropped: ['ann.ben'],
        conversations: [{ conversation: conversation('ann.ben', 9), ended: 'left' }],
        pages: [{ conversation: 'ann.ben', events: [message(9)], asOf: 9 }],
      })
      expect((await cache.load()).conversations).toEqual([
        { conversation: conversation('ann.ben', 9), ended: 'left' },
      ])
      expect(seqs(await cache.eventsBefore('ann.ben', 10, 100))).toEqual([9])
    })

    it('forgets one conversation and no other whose name begins alike', async () => {
      const { cache } = await filled({
        pages: [
          { conversation: 'a', events: messages(1, 2), asOf: 2 },
          { conversation: 'ab', events: messages(1, 2), asOf: 2 },
        ],
      })
      await cache.commit({ of, dropped: ['a'] })
      expect(await cache.eventsAfter('a', 0, 9)).toEqual([])
      expect(seqs(await cache.eventsAfter('ab', 0, 9))).toEqual([1, 2])
    })

    it('keeps what is unsent when all else is cleared', async () => {
      const { cache } = await filled({
        users: [user],
        outbox: [item('cid-one--', 1)],
        drafts: [draft('Dear Ben')],
      })
      await cache.commit({ clear: true })
      expect(await cache.load()).toEqual({
        meta: null,
        conversations: [],
        outbox: [item('cid-one--', 1)],
        drafts: [draft('Dear Ben')],
        damaged: false,
      })
      expect(await cache.users(['ben'])).toEqual([])
      expect(await cache.eventsAfter('ann.ben', 0, 9)).toEqual([])
    })

    it('takes only what is unsent from a window of another account or database', async () => {
      const { cache } = await filled()
      await cache.commit({
        of: { epoch: 'epoch0', user: 'ann' },
        meta: { ...meta, epoch: 'epoch0' },
        dropped: ['ann.ben'],
        users: [user],
        outbox: [item('cid-one--', 1)],
        drafts: [draft('Dear Ben')],
      })
      await cache.commit({ of: { epoch: 'epoch1', user: 'cay' }, dropped: ['ann.ben'] })
      const cached = await cache.load()
      expect(cached.meta).toEqual(meta)
      expect(cached.conversations).toHaveLength(1)
      expect(cached.outbox).toEqual([item('cid-one--', 1)])
      expect(cached.drafts).toEqual([draft('Dear Ben')])
      expect(await cache.users(['ben'])).toEqual([])
    })

    it('changes and removes what is unsent, of each account apart', async () => {
      const { cache } = await filled({
        outbox: [item('cid-one--', 1), item('cid-two--', 2)],
        drafts: [draft('Dear Ben'), draft('another', 'cay')],
      })
      const problem = { code: 'archived', message: 'it is' }
      const failed: OutboxItem = { ...item('cid-one--', 1), state: 'failed', problem }
      await cache.commit({
        of,
        outbox: [failed],
        outboxRemoved: ['cid-two--'],
        drafts: [draft('')],
      })
      expect(await cache.unsent()).toMatchObject({
        outbox: [failed],
        drafts: [draft('another', 'cay')],
      })
      await cache.commit({ of, drafts: [draft('', 'cay', 4)] })
      expect((await cache.unsent()).drafts).toEqual([draft('', 'cay', 4)])
    })

    it('forgets users that are out of date before it takes in new ones', async () => {
      const { cache } = await filled({ users: [user, { ...user, id: 'cay' }] })
      const renamed = { ...user, displayName: 'Benjamin' }
      await cache.commit({ of, usersStale: true, users: [renamed] })
      expect(await cache.users(['ben', 'cay'])).toEqual([renamed])
    })

    it('serves many commits at once, in their order', async () => {
      const { cache } = await filled()
      await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          cache.commit({
            of,
            drafts: [draft(`draft ${index}`)],
            outbox: [item('cid-one--', index)],
          }),
        ),
      )
      expect((await cache.unsent()).drafts).toEqual([draft('draft 19')])
      expect((await cache.unsent()).outbox[0]!.order).toBe(19)
    })
  })
}
