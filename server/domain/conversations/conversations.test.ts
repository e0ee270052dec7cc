import { describe, expect, it, vi } from 'vitest'
import { refusalOf } from '../../test/domain-space.ts'
import { harbourGroup } from '../../test/harbour-group.ts'

const ahoy = { kind: 'message', text: 'Ahoy there, boats' } as const

async function harbourWithDirect() {
  const harbour = await harbourGroup()
  const { people, domain, cid } = harbour
  const id = [people.member.user, people.outsider.user].sort().join('.')
  await domain.messages.send(people.member, id, cid(), ahoy)
  return { ...harbour, id }
}

describe('somebody else’s direct conversation', () => {
  it('is not found, whatever one asks', async () => {
    const { domain, people, id } = await harbourWithDirect()
    const attempts = [
      domain.conversations.one(people.owner, id),
      domain.conversations.page(people.owner, id, { limit: 5 }),
      domain.conversations.markRead(people.owner, id, 1),
      domain.conversations.search(people.owner, 'ahoy', { conversation: id, limit: 5 }),
      domain.conversations.authorise(people.owner, id),
      domain.messages.send(people.owner, id, 'a-key-of-mine', ahoy),
    ]
    const refusals = await Promise.all(attempts.map(refusalOf))
    expect(new Set(refusals)).toEqual(new Set(['not_found']))
    expect(await domain.conversations.sync(people.owner, { [id]: 0 })).toEqual({
      conversations: [],
      gone: [id],
    })
    expect((await domain.conversations.search(people.owner, 'ahoy', { limit: 5 })).items).toEqual(
      [],
    )
  })
})

describe('a direct conversation that nobody has written in', () => {
  it('is an empty page, and is not gone', async () => {
    const { domain, people } = await harbourGroup()
    const id = [people.owner.user, people.outsider.user].sort().join('.')
    const page = await domain.conversations.page(people.owner, id, { limit: 5 })
    expect(page).toEqual({ events: [], head: 0 })
    expect(await domain.conversations.sync(people.owner, { [id]: 0 })).toEqual({
      conversations: [],
      gone: [],
    })
    expect(await refusalOf(domain.conversations.markRead(people.owner, id, 1))).toBe('not_found')
  })
})

describe('reading', () => {
  it('lists all of one’s conversations and no other', async () => {
    const { domain, people, group, id } = await harbourWithDirect()
    const listed = async (who: keyof typeof people) =>
      (await domain.conversations.list(people[who])).map((conversation) => conversation.id).sort()
    expect(await listed('member')).toEqual([group, id].sort())
    expect(await listed('outsider')).toEqual([id])
    expect(await listed('removed')).toEqual([])
  })

  it('resumes what follows a position, and a group that was left is gone', async () => {
    const { domain, people, group, id, cid } = await harbourWithDirect()
    const { head } = await domain.conversations.one(people.member, group)
    await domain.messages.send(people.owner, group, cid(), ahoy)
    const positions = { [group]: head, [id]: 0 }
    const synced = await domain.conversations.sync(people.member, positions)
    expect(synced.gone).toEqual([])
    expect(synced.conversations.map(({ events }) => events?.length)).toEqual([1, 1])
    await domain.groups.leave(people.member, group, cid())
    const after = await domain.conversations.sync(people.member, positions)
    expect(after.gone).toEqual([group])
    const resumed = await domain.conversations.resume(people.member, positions)
    expect(resumed.map(({ conversation }) => conversation.id)).toEqual([id])
  })

  it('resumes somebody’s conversations one time at a time, however often they ask', async () => {
    const { domain, people, storage } = await harbourGroup()
    const { member, owner } = people
    const read: (() => void)[] = []
    const resume = vi
      .spyOn(storage.log, 'resume')
      .mockImplementation(() => new Promise((done) => read.push(() => done([]))))
    const asked = [
      domain.conversations.resume(owner, {}),
      domain.conversations.sync(owner, {}),
      domain.conversations.list(owner),
      domain.conversations.sync(member, {}),
    ]
    const readers = () => resume.mock.calls.map(([user]) => user)
    await vi.waitFor(() => expect(readers()).toEqual([owner.user, member.user]))
    read.shift()!()
    await vi.waitFor(() => expect(readers()).toEqual([owner.user, member.user, owner.user]))
    while (readers().length < 4) {
      read.shift()!()
      await new Promise((done) => setImmediate(done))
    }
    for (const done of read) done()
    await Promise.all(asked)
  })

  it('refuses a page that is to begin in two places', async () => {
    const { domain, people, group } = await harbourGroup()
    const page = domain.conversations.page(people.owner, group, { limit: 5, before: 3, after: 1 })
    expect(await refusalOf(page)).toBe('invalid')
  })

  it('finds what was written in one’s own conversations', async () => {
    const { domain, people, id } = await harbourWithDirect()
    const { items } = await domain.conversations.search(people.outsider, 'ahoy bo', { limit: 5 })
    expect(items).toMatchObject([{ conversation: id, event: { text: ahoy.text } }])
  })

  it('searches no faster than one may', async () => {
    const { domain, people } = await harbourGroup()
    const search = () => refusalOf(domain.conversations.search(people.owner, 'ahoy', { limit: 1 }))
    const outcomes = []
    for (let time = 0; time < 61; time += 1) outcomes.push(await search())
    expect(outcomes.indexOf('rate_limited')).toBe(60)
  })
})

describe('the read marker', () => {
  it('only grows, and is made known when it moved', async () => {
    const { domain, people, group, cid, announced } = await harbourGroup()
    const draft = { kind: 'message', text: 'Ahoy' } as const
    const { seq } = await domain.messages.send(people.owner, group, cid(), draft)
    const { markRead } = domain.conversations
    expect(await markRead(people.member, group, seq)).toEqual({ read: seq, readMessages: 1 })
    expect(await markRead(people.member, group, seq - 1)).toEqual({ read: seq, readMessages: 1 })
    expect(await markRead(people.member, group, seq + 99)).toEqual({ read: seq, readMessages: 1 })
    expect(announced.read).toEqual([{ conversation: group, user: people.member.user, read: seq }])
  })
})
