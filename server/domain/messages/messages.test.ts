import { describe, expect, it } from 'vitest'
import { limits, type DraftEvent } from '../../../protocol/index.ts'
import { domainSpace, refusalOf } from '../../test/domain-space.ts'
import { harbourGroup } from '../../test/harbour-group.ts'
import type { Caller } from '../caller.ts'

const ahoy = { kind: 'message', text: 'Ahoy' } as const

async function adaAndGrace(...change: Parameters<typeof domainSpace>) {
  const space = domainSpace(...change)
  const [ada, grace] = [await space.person('Ada'), await space.person('Grace')]
  const id = [ada.user, grace.user].sort().join('.')
  const send = (from: Caller, draft: DraftEvent, conversation = id, cid = space.cid()) =>
    space.domain.messages.send(from, conversation, cid, draft)
  return { ...space, ada, grace, id, send }
}

describe('a direct conversation', () => {
  it('begins with the first message, and both are in it', async () => {
    const { domain, ada, grace, id, send } = await adaAndGrace()
    expect(await refusalOf(domain.conversations.one(ada, id))).toBe('not_found')
    expect(await send(ada, ahoy)).toMatchObject({ seq: 1, messages: 1 })
    for (const person of [ada, grace]) {
      expect(await domain.conversations.one(person, id)).toMatchObject({ kind: 'direct', head: 1 })
    }
  })

  it('is one where both write first at once', async () => {
    const { ada, grace, id, send, storage } = await adaAndGrace()
    const sent = await Promise.all([send(ada, ahoy), send(grace, ahoy)])
    expect(sent.map(({ seq }) => seq).sort()).toEqual([1, 2])
    const { events } = await storage.log.page(id, { limit: 10 })
    expect(events.map(({ author }) => author)).toEqual([ada.user, grace.user])
  })

  it('with oneself holds notes', async () => {
    const { ada, send, domain } = await adaAndGrace()
    const notes = `${ada.user}.${ada.user}`
    await send(ada, ahoy, notes)
    expect(await domain.conversations.one(ada, notes)).toMatchObject({ head: 1, readMessages: 1 })
  })

  it.each([
    ['of two others', (a: string, b: string) => `${a}.${b}`.replace(/^[^.]+/, 'somebody')],
    ['with somebody who does not exist', (a: string) => `${a}.~`.replace('~', 'zz-nobody')],
    ['named the wrong way round', (a: string, b: string) => [a, b].sort().reverse().join('.')],
  ])('%s is not found', async (_, name) => {
    const { grace, ada, send, storage } = await adaAndGrace()
    const id = name(grace.user, ada.user)
    expect(await refusalOf(send(grace, ahoy, id))).toBe('not_found')
    expect((await storage.log.page(id, { limit: 1 })).head).toBe(0)
  })

  it('does not begin with a reaction', async () => {
    const { ada, send, storage, id } = await adaAndGrace()
    const react = { kind: 'react', target: 1, emoji: '⛵', on: true } as const
    expect(await refusalOf(send(ada, react))).toBe('not_found')
    expect((await storage.log.page(id, { limit: 1 })).head).toBe(0)
  })

  it('lets neither delete what the other wrote', async () => {
    const { ada, grace, send } = await adaAndGrace()
    const { seq } = await send(ada, ahoy)
    expect(await refusalOf(send(grace, { kind: 'delete', target: seq }))).toBe('forbidden')
    expect(await refusalOf(send(grace, { kind: 'edit', target: seq, text: 'No' }))).toBe(
      'forbidden',
    )
    expect(await refusalOf(send(ada, { kind: 'delete', target: seq }))).toBe('allowed')
  })
})

describe('sending', () => {
  it('again with the same key answers with the original', async () => {
    const { ada, send, storage, id, clock } = await adaAndGrace()
    const first = await send(ada, ahoy, id, 'the-same-key')
    clock.pass(60_000)
    expect(await send(ada, ahoy, id, 'the-same-key')).toEqual(first)
    expect((await storage.log.page(id, { limit: 9 })).head).toBe(1)
  })

  it('with a key that another conversation used is a conflict', async () => {
    const { ada, send } = await adaAndGrace()
    await send(ada, ahoy, undefined, 'the-same-key')
    const notes = `${ada.user}.${ada.user}`
    expect(await refusalOf(send(ada, ahoy, notes, 'the-same-key'))).toBe('conflict')
  })

  it('an edit, then a reaction, then a deletion changes what is read', async () => {
    const { ada, grace, send, storage, id } = await adaAndGrace()
    const { seq } = await send(ada, ahoy)
    await send(ada, { kind: 'edit', target: seq, text: 'Ahoy!' })
    await send(grace, { kind: 'react', target: seq, emoji: '⛵', on: true })
    expect(await storage.log.event(id, seq)).toMatchObject({
      text: 'Ahoy!',
      reactions: { '⛵': [grace.user] },
    })
    await send(ada, { kind: 'delete', target: seq })
    expect(await storage.log.event(id, seq)).toMatchObject({ text: null, deletedBy: ada.user })
  })

  it.each<[string, DraftEvent]>([
    ['a reply to it', { kind: 'message', text: 'Yes', replyTo: 1 }],
    ['an edit of it', { kind: 'edit', target: 1, text: 'Avast' }],
    ['another deletion', { kind: 'delete', target: 1 }],
    ['a reaction to it', { kind: 'react', target: 1, emoji: '⛵', on: true }],
  ])('what is deleted cannot be the target: %s', async (_, draft) => {
    const { ada, send } = await adaAndGrace()
    await send(ada, ahoy)
    await send(ada, { kind: 'delete', target: 1 })
    await expect(send(ada, draft)).rejects.toMatchObject({
      code: 'not_found',
      details: { field: draft.kind === 'message' ? 'event.replyTo' : 'event.target' },
    })
  })

  it('takes a reply to a message that is there', async () => {
    const { ada, grace, send, storage, id } = await adaAndGrace()
    const { seq } = await send(ada, ahoy)
    const reply = await send(grace, { kind: 'message', text: 'Ahoy back', replyTo: seq })
    expect(await storage.log.event(id, reply.seq)).toMatchObject({ replyTo: seq })
  })

  it('one emoji too many is refused by the limit’s name', async () => {
    const { ada, send } = await adaAndGrace({ writes: null })
    await send(ada, ahoy)
    const react = (n: number) =>
      send(ada, { kind: 'react', target: 1, emoji: String.fromCodePoint(0x1f600 + n), on: true })
    for (let n = 0; n < limits.reactionsPerMessage; n += 1) await react(n)
    await expect(react(limits.reactionsPerMessage)).rejects.toMatchObject({
      code: 'limit_reached',
      details: { field: 'reactionsPerMessage', limit: limits.reactionsPerMessage },
    })
    expect(await refusalOf(react(0))).toBe('allowed')
  })

  it('faster than one may is refused with how long to wait, and goes on after it', async () => {
    const { ada, grace, send, clock } = await adaAndGrace({ writes: { burst: 2, perSecond: 4 } })
    await send(ada, ahoy)
    await send(ada, ahoy)
    await expect(send(ada, ahoy)).rejects.toMatchObject({
      code: 'rate_limited',
      details: { retryAfter: 250 },
    })
    expect(await refusalOf(send(grace, ahoy))).toBe('allowed')
    clock.pass(250)
    expect(await refusalOf(send(ada, ahoy))).toBe('allowed')
  })

  it('reads nothing on its way but whether the other person exists, and that once', async () => {
    const { ada, send, storage } = await adaAndGrace()
    let reads = 0
    const { byIds } = storage.people
    storage.people.byIds = (ids) => {
      reads += 1
      return byIds.call(storage.people, ids)
    }
    const unexpected = () => Promise.reject(new Error('read on the busiest path'))
    Object.assign(storage.conversations, { membership: unexpected, group: unexpected })
    for (let time = 0; time < 10; time += 1) await send(ada, ahoy)
    expect(reads).toBe(1)
  })
})

describe('in a group', () => {
  it('somebody who was removed is told what an outsider is told', async () => {
    const { domain, group, people, cid } = await harbourGroup()
    const answers = await Promise.all(
      [people.removed, people.outsider].map((person) =>
        domain.messages.send(person, group, cid(), ahoy).catch((error: unknown) => error),
      ),
    )
    expect(answers[0]).toMatchObject({ code: 'not_found' })
    expect(answers[0]).toEqual(answers[1])
  })

  it('somebody removed while they send is refused', async () => {
    const { domain, group, people, crew, cid } = await harbourGroup()
    const removing = domain.groups.removeMember(people.owner, group, cid(), crew.user)
    await removing
    expect(await refusalOf(domain.messages.send(crew, group, cid(), ahoy))).toBe('not_found')
  })

  it('an admin’s deletion says who deleted, and repeats like any write', async () => {
    const { domain, group, people, crew, cid, storage } = await harbourGroup()
    const { seq } = await domain.messages.send(crew, group, cid(), ahoy)
    const [key, draft] = [cid(), { kind: 'delete', target: seq } as const]
    const first = await domain.messages.send(people.admin, group, key, draft)
    expect(await domain.messages.send(people.admin, group, key, draft)).toEqual(first)
    expect(await storage.log.event(group, seq)).toMatchObject({
      text: null,
      deletedBy: people.admin.user,
    })
  })
})
