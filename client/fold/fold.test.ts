import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  directConversation,
  type AnyEvent,
  type Conversation,
  type Resumed,
} from '../../protocol/index.ts'
import type { Caller } from '../../server/domain/caller.ts'
import { ManualClock } from '../test/manual-clock.ts'
import { ModelServer } from '../test/model-server.ts'
import { foldConversation } from './fold-conversation.ts'
import { foldMessage, kept } from './fold-message.ts'

/** What somebody may do, as numbers that pick among what there is. */
type Action = { do: (typeof ACTIONS)[number]; by: number; to: number; at: number }
const ACTIONS = [
  'message',
  'direct',
  'note',
  'edit',
  'delete',
  'react',
  'unreact',
  'rename',
  'describe',
  'close',
  'publish',
  'archive',
  'restore',
  'join',
  'add',
  'leave',
  'remove',
  'promote',
  'hand on',
  'read',
] as const

const action: fc.Arbitrary<Action> = fc.record({
  do: fc.constantFrom(...ACTIONS),
  by: fc.nat(2),
  to: fc.nat(2),
  at: fc.nat(9),
})

/** Three people and their group, at the real domain. */
class Harbour {
  readonly clock = new ManualClock()
  readonly server = new ModelServer(this.clock)
  readonly callers: Caller[] = []
  group = ''
  #cids = 0

  async begin(): Promise<void> {
    for (const name of ['Ann', 'Ben', 'Cay']) {
      const body = { name, password: 'correct horse', device: 'test' }
      const answer = await this.server.rest('POST', '/api/v1/users', null, JSON.stringify(body))
      const { user, session } = JSON.parse(answer.body) as {
        user: { id: string }
        session: { id: string }
      }
      this.callers.push({ user: user.id, session: session.id })
    }
    const { groups } = this.server.domain
    const made = await groups.create(this.callers[0]!, {
      cid: this.cid(),
      name: 'Harbour',
      purpose: '',
      visibility: 'public',
      members: [this.callers[1]!.user],
    })
    this.group = made.id
  }

  cid(): string {
    return `cid-${String((this.#cids += 1)).padStart(8, '0')}`
  }

  async act({ do: what, by, to, at }: Action): Promise<void> {
    const { domain } = this.server
    const { group } = this
    const caller = this.callers[by]!
    const other = this.callers[to]!.user
    const target = at + 1
    const cid = this.cid()
    const send = (conversation: string, event: Parameters<typeof domain.messages.send>[3]) =>
      domain.messages.send(caller, conversation, cid, event)
    const update = (change: { name?: string; purpose?: string; archived?: boolean }) =>
      domain.groups.update(caller, group, cid, change)
    await this.clock.advance(1000)
    switch (what) {
      case 'message':
        return void (await send(group, { kind: 'message', text: `text ${cid}` }))
      case 'direct':
      case 'note': {
        const peer = what === 'note' ? caller.user : other
        const event = { kind: 'message' as const, text: `text ${cid}` }
        return void (await send(directConversation(caller.user, peer), event))
      }
      case 'edit':
        return void (await send(group, { kind: 'edit', target, text: `edited ${cid}` }))
      case 'delete':
        return void (await send(group, { kind: 'delete', target }))
      case 'react':
      case 'unreact':
        return void (await send(group, {
          kind: 'react',
          target,
          emoji: '👍',
          on: what === 'react',
        }))
      case 'rename':
        return void (await update({ name: `Harbour ${at}`, purpose: `purpose ${at}` }))
      case 'describe':
        return void (await update({ purpose: `purpose ${at}` }))
      case 'close':
      case 'publish': {
        const visibility = what === 'close' ? ('private' as const) : ('public' as const)
        return void (await domain.groups.update(caller, group, cid, { visibility }))
      }
      case 'archive':
      case 'restore':
        return void (await update({ archived: what === 'archive' }))
      case 'join':
        return void (await domain.groups.join(caller, group, cid))
      case 'add':
        return void (await domain.groups.addMember(caller, group, cid, other))
      case 'leave':
        return void (await domain.groups.leave(caller, group, cid))
      case 'remove':
        return void (await domain.groups.removeMember(caller, group, cid, other))
      case 'promote':
      case 'hand on': {
        const role = what === 'promote' ? ('admin' as const) : ('owner' as const)
        return void (await domain.groups.setRole(caller, group, cid, other, role))
      }
      case 'read':
        return void (await domain.conversations.markRead(caller, group, target))
    }
  }

  async snapshots({ user }: Caller, positions = {}): Promise<Map<string, Resumed>> {
    const resumed = await this.server.storage.log.resume(user, positions)
    return new Map(resumed.map((one) => [one.conversation.id, one]))
  }

  async page(id: string): Promise<AnyEvent[]> {
    const { events } = await this.server.storage.log.page(id, { after: 0, limit: 1e6 })
    return events
  }
}

function heads(snapshots: ReadonlyMap<string, Resumed>) {
  return Object.fromEntries([...snapshots].map(([id, { conversation }]) => [id, conversation.head]))
}

/** Markers of others than the writer move without an event. */
function withoutMarkers({ read: _r, readMessages: _m, peerRead: _p, ...facts }: Conversation) {
  return facts
}

function foldPage(page: readonly AnyEvent[], events: readonly AnyEvent[]): AnyEvent[] {
  return events.reduce<AnyEvent[]>(
    (log, event) => [...log.map((earlier) => foldMessage(earlier, event)), kept(event)],
    page.map(kept),
  )
}

describe('the fold', () => {
  /** True where the action was allowed. */
  async function expectLaw(harbour: Harbour, step: Action): Promise<boolean> {
    const before = await Promise.all(harbour.callers.map((one) => harbour.snapshots(one)))
    const log = await harbour.page(harbour.group)
    const taken = await harbour.act(step).then(
      () => true,
      () => false,
    )
    for (const [index, caller] of harbour.callers.entries()) {
      const after = await harbour.snapshots(caller, heads(before[index]!))
      for (const [id, { conversation, events }] of after) {
        const old = before[index]!.get(id)?.conversation
        if (!old || !events) continue
        const fold = (from: Conversation) =>
          events.reduce((folded, event) => foldConversation(folded, event, caller.user), from)
        const compared = step.do === 'read' ? withoutMarkers : (facts: Conversation) => facts
        expect(compared(fold(old))).toEqual(compared(conversation))
        expect(fold(conversation)).toBe(conversation)
      }
    }
    const now = await harbour.page(harbour.group)
    expect(foldPage(log, now.slice(log.length))).toEqual(now.map(kept))
    expect(foldPage(now, now).slice(0, now.length)).toEqual(now.map(kept))
    return taken
  }

  it('makes of an old snapshot and its events the fresh one, for each thing that people do', async () => {
    const harbour = new Harbour()
    await harbour.begin()
    const [ann, ben, cay] = [0, 1, 2]
    const story: [Action['do'], number, number, number][] = [
      ['message', ann, 0, 0],
      ['edit', ann, 0, 3],
      ['react', ben, 0, 3],
      ['unreact', ben, 0, 3],
      ['direct', ann, ben, 0],
      ['direct', ben, ann, 0],
      ['note', cay, 0, 0],
      ['join', cay, 0, 0],
      ['read', cay, 0, 3],
      ['delete', ann, 0, 3],
      ['rename', ann, 0, 1],
      ['describe', ann, 0, 2],
      ['close', ann, 0, 0],
      ['publish', ann, 0, 0],
      ['promote', ann, ben, 0],
      ['remove', ben, cay, 0],
      ['add', ben, cay, 0],
      ['archive', ann, 0, 0],
      ['restore', ann, 0, 0],
      ['hand on', ann, cay, 0],
      ['leave', cay, 0, 0],
    ]
    for (const [what, by, to, at] of story)
      expect(await expectLaw(harbour, { do: what, by, to, at }), what).toBe(true)
    expect(new Set(story.map(([what]) => what))).toEqual(new Set(ACTIONS))
  })

  it('does so in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(action, { minLength: 1, maxLength: 60, size: 'max' }),
        async (actions) => {
          const harbour = new Harbour()
          await harbour.begin()
          for (const step of actions) await expectLaw(harbour, step)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('changes nothing by an event that a message holds already', () => {
    const message: AnyEvent = {
      kind: 'message',
      seq: 1,
      at: 1,
      author: 'ann',
      messages: 1,
      text: 'newest',
      rev: 3,
    }
    const edit = {
      kind: 'edit' as const,
      at: 2,
      author: 'ann',
      messages: 1,
      target: 1,
      text: 'old',
    }
    expect(foldMessage(message, { ...edit, seq: 2 })).toBe(message)
    expect(foldMessage(message, { ...edit, seq: 3 })).toBe(message)
    expect(foldMessage(message, { ...edit, seq: 4, target: 2 })).toBe(message)
    expect(foldMessage(message, { ...edit, seq: 4 })).toMatchObject({ text: 'old', rev: 4 })
  })

  it('lets an unknown kind take its place and change nothing else', () => {
    const conversation: Conversation = {
      id: 'g',
      kind: 'group',
      group: null,
      head: 4,
      headMessages: 2,
      read: 0,
      readMessages: 0,
      peerRead: null,
      last: null,
      activeAt: 9,
    }
    const event: AnyEvent = { kind: 'unknown', seq: 5, at: 11, author: 'ben', messages: 2 }
    expect(foldConversation(conversation, event, 'ann')).toEqual({
      ...conversation,
      head: 5,
      activeAt: 11,
    })
  })

  it('takes no event that leaves a hole', () => {
    const before = { head: 4 } as Conversation
    const event = { kind: 'unknown', seq: 6, at: 1, author: 'ben', messages: 1 } as const
    expect(foldConversation(before, event, 'ann')).toBe(before)
  })
})
