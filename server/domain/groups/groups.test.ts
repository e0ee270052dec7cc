import { describe, expect, it } from 'vitest'
import { limits } from '../../../protocol/index.ts'
import { domainSpace, refusalOf, type Person } from '../../test/domain-space.ts'
import { eventsAfter, harbourGroup } from '../../test/harbour-group.ts'
import type { Storage } from '../../storage/storage.ts'

const facts = { name: 'Boats', purpose: '', visibility: 'public' } as const

/** Puts somebody into so many groups more. */
async function fillUp({ log }: Storage, { user }: Person, groups: number): Promise<void> {
  const events = [
    { kind: 'create', ...facts } as const,
    { kind: 'join', user, role: 'owner' } as const,
  ]
  const write = { author: user, cid: null, at: 0, events, create: { kind: 'group' } as const }
  await Promise.all(
    Array.from({ length: groups }, (_, n) => log.append({ ...write, conversation: `full-${n}` })),
  )
}

describe('creating a group', () => {
  it('makes the creator its owner and brings the others in, each as an event', async () => {
    const space = domainSpace()
    const [olga, mina] = [await space.person('Olga'), await space.person('Mina')]
    const members = [mina.user, mina.user, olga.user]
    const conversation = await space.domain.groups.create(olga, {
      cid: space.cid(),
      ...facts,
      members,
    })
    expect(conversation).toMatchObject({
      kind: 'group',
      head: 3,
      group: { name: 'Boats', role: 'owner', memberCount: 2 },
    })
    expect(await eventsAfter(space, conversation.id, 0)).toEqual([
      'create',
      `join ${olga.user} owner`,
      `join ${mina.user} member`,
    ])
  })

  it('twice with one key makes one group', async () => {
    const { domain, person, cid } = domainSpace()
    const olga = await person('Olga')
    const request = { cid: cid(), ...facts, members: [] }
    const [first, second] = [
      await domain.groups.create(olga, request),
      await domain.groups.create(olga, request),
    ]
    expect(second.id).toBe(first.id)
    expect(await domain.conversations.list(olga)).toHaveLength(1)
  })

  it('answers a repeat even where the first try used the last room', async () => {
    const { domain, person, cid, storage } = domainSpace()
    const olga = await person('Olga')
    const request = { cid: cid(), ...facts, members: [] }
    const first = await domain.groups.create(olga, request)
    await fillUp(storage, olga, limits.groupsPerUser - 1)
    expect((await domain.groups.create(olga, request)).id).toBe(first.id)
    const another = domain.groups.create(olga, { ...request, cid: cid() })
    await expect(another).rejects.toMatchObject({
      code: 'limit_reached',
      details: { field: 'groupsPerUser', limit: limits.groupsPerUser },
    })
  })

  it('with somebody who has no room is refused and makes nothing', async () => {
    const { domain, person, cid, storage } = domainSpace()
    const [olga, mina] = [await person('Olga'), await person('Mina')]
    await fillUp(storage, mina, limits.groupsPerUser)
    const attempt = domain.groups.create(olga, { cid: cid(), ...facts, members: [mina.user] })
    expect(await refusalOf(attempt)).toBe('limit_reached')
    expect(await domain.conversations.list(olga)).toEqual([])
  })

  it('with a key that made no group is a conflict, though the people are unknown', async () => {
    const { domain, person, cid } = domainSpace()
    const [olga, key] = [await person('Olga'), cid()]
    const notes = `${olga.user}.${olga.user}`
    await domain.messages.send(olga, notes, key, { kind: 'message', text: 'Buy rope' })
    const attempt = domain.groups.create(olga, { cid: key, ...facts, members: ['nobody'] })
    expect(await refusalOf(attempt)).toBe('conflict')
  })

  it('with somebody who does not exist is refused and makes nothing', async () => {
    const { domain, person, cid } = domainSpace()
    const olga = await person('Olga')
    const attempt = domain.groups.create(olga, { cid: cid(), ...facts, members: ['nobody'] })
    expect(await refusalOf(attempt)).toBe('not_found')
    expect(await domain.conversations.list(olga)).toEqual([])
  })

  it('with a key that a message used is a conflict', async () => {
    const { domain, person, cid } = domainSpace()
    const [olga, key] = [await person('Olga'), cid()]
    const notes = `${olga.user}.${olga.user}`
    await domain.messages.send(olga, notes, key, { kind: 'message', text: 'Buy rope' })
    const attempt = domain.groups.create(olga, { cid: key, ...facts, members: [] })
    expect(await refusalOf(attempt)).toBe('conflict')
  })
})

describe('joining', () => {
  it('a group archived meanwhile is refused as archived', async () => {
    const { domain, group, people, cid } = await harbourGroup()
    await domain.groups.update(people.owner, group, cid(), { archived: true })
    const joining = domain.groups.join(people.outsider, group, cid())
    expect(await refusalOf(joining)).toBe('archived')
  })

  it('a group archived between the look and the write is refused as archived', async () => {
    const { domain, group, people, cid, storage } = await harbourGroup()
    const { domain: otherNode } = domainSpace({}, storage)
    const { membership } = storage.conversations
    let interfered = false
    storage.conversations.membership = async (id, user) => {
      const member = await membership.call(storage.conversations, id, user)
      if (!interfered) {
        interfered = true
        await otherNode.groups.update(people.owner, group, cid(), { archived: true })
      }
      return member
    }
    const joining = domain.groups.join(people.outsider, group, cid())
    expect(await refusalOf(joining)).toBe('archived')
    expect(await membership.call(storage.conversations, group, people.outsider.user)).toBeNull()
  })

  it('again changes nothing and answers the conversation', async () => {
    const { domain, group, people, cid } = await harbourGroup()
    const joined = await domain.groups.join(people.outsider, group, cid())
    expect((await domain.groups.join(people.outsider, group, cid())).head).toBe(joined.head)
  })

  it('a full group is refused by the limit’s name', async () => {
    const { domain, group, people, cid, storage } = await harbourGroup()
    const full = {
      ...(await storage.conversations.group(group))!,
      memberCount: limits.groupMembers,
    }
    storage.conversations.group = async () => full
    await expect(domain.groups.join(people.outsider, group, cid())).rejects.toMatchObject({
      code: 'limit_reached',
      details: { field: 'groupMembers', limit: limits.groupMembers },
    })
  })

  it('two at once with room for one is taken once, even on two nodes', async () => {
    const { domain, group, person, people, cid, storage } = await harbourGroup()
    const { domain: otherNode } = domainSpace({}, storage)
    const second = await domain.groups.create(people.owner, { cid: cid(), ...facts, members: [] })
    const joiner = await person('Joiner')
    await fillUp(storage, joiner, limits.groupsPerUser - 1)
    const outcomes = await Promise.all([
      refusalOf(domain.groups.join(joiner, group, cid())),
      refusalOf(otherNode.groups.addMember(people.owner, second.id, cid(), joiner.user)),
    ])
    expect(outcomes.sort()).toEqual(['allowed', 'limit_reached'])
    expect(await domain.conversations.list(joiner)).toHaveLength(limits.groupsPerUser)
  })

  it('by everybody at once lets everybody in', async () => {
    const { domain, group, person, cid } = await harbourGroup()
    const crowd = await Promise.all(Array.from({ length: 60 }, (_, n) => person(`Joiner ${n}`)))
    await Promise.all(crowd.map((joiner) => domain.groups.join(joiner, group, cid())))
    const { memberCount } = await domain.groups.one(crowd[0]!, group)
    expect(memberCount).toBe(5 + 60)
  })
})

describe('leaving', () => {
  it('twice with one key is done once', async () => {
    const space = await harbourGroup()
    const { domain, group, people } = space
    const { head } = await domain.conversations.one(people.member, group)
    const key = space.cid()
    await domain.groups.leave(people.member, group, key)
    await domain.groups.leave(people.member, group, key)
    expect(await refusalOf(domain.groups.leave(people.member, group, space.cid()))).toBe(
      'not_found',
    )
    expect(await eventsAfter(space, group, head)).toEqual([`leave ${people.member.user}`])
  })

  it('as the owner hands the group to the longest-standing admin, in the same write', async () => {
    const space = await harbourGroup()
    const { domain, group, people, storage, cid } = space
    const { head } = await domain.conversations.one(people.owner, group)
    const commits: number[] = []
    storage.log.onCommitted((committed) => commits.push(committed[0]!.events.length))
    await domain.groups.leave(people.owner, group, cid())
    expect(await eventsAfter(space, group, head)).toEqual([
      `role ${people.admin.user} owner`,
      `leave ${people.owner.user}`,
    ])
    expect(commits).toEqual([2])
    expect(await domain.groups.one(people.admin, group)).toMatchObject({ role: 'owner' })
  })

  it('as the owner hands it to the longest-standing member where there is no admin', async () => {
    const { domain, person, cid, clock } = domainSpace()
    const [olga, mina, nora] = [await person('Olga'), await person('Mina'), await person('Nora')]
    const { id } = await domain.groups.create(olga, { cid: cid(), ...facts, members: [] })
    clock.pass(1_000)
    await domain.groups.join(nora, id, cid())
    clock.pass(1_000)
    await domain.groups.join(mina, id, cid())
    await domain.groups.leave(olga, id, cid())
    expect((await domain.groups.one(nora, id)).role).toBe('owner')
    expect((await domain.groups.one(mina, id)).role).toBe('member')
  })

  it('as the last one archives the group and takes it from every list', async () => {
    const space = domainSpace()
    const { domain, person, cid } = space
    const [olga, mina] = [await person('Olga'), await person('Mina')]
    const { id } = await domain.groups.create(olga, { cid: cid(), ...facts, members: [] })
    await domain.groups.leave(olga, id, cid())
    for (const archived of [true, false]) {
      expect((await domain.groups.browse(mina, { limit: 10, archived })).items).toEqual([])
    }
    expect(await refusalOf(domain.groups.join(mina, id, cid()))).toBe('not_found')
    expect(await refusalOf(domain.groups.one(olga, id))).toBe('not_found')
    const events = await eventsAfter(space, id, 2)
    expect(events).toEqual(['visibility', 'archive', `leave ${olga.user}`])
  })

  it('by all at once leaves no group without an owner', async () => {
    const { domain, group, people, crew, mate, cid, storage } = await harbourGroup()
    const everybody = [people.owner, people.admin, people.member, crew, mate]
    await Promise.all(everybody.map((person) => domain.groups.leave(person, group, cid())))
    const stored = await storage.conversations.group(group)
    expect(stored).toMatchObject({ memberCount: 0, visibility: 'private' })
    expect(stored!.archivedAt).not.toBeNull()
  })

  it('is possible from an archived group', async () => {
    const { domain, group, people, cid } = await harbourGroup()
    await domain.groups.update(people.owner, group, cid(), { archived: true })
    expect(await refusalOf(domain.groups.leave(people.owner, group, cid()))).toBe('allowed')
    expect((await domain.groups.one(people.admin, group)).role).toBe('owner')
  })
})

describe('roles', () => {
  it('handing the group on makes the giver an admin, in one write', async () => {
    const space = await harbourGroup()
    const { domain, group, people, cid } = space
    const { head } = await domain.conversations.one(people.owner, group)
    await domain.groups.setRole(people.owner, group, cid(), people.member.user, 'owner')
    expect(await eventsAfter(space, group, head)).toEqual([
      `role ${people.member.user} owner`,
      `role ${people.owner.user} admin`,
    ])
  })

  it('an owner cannot step down without an heir', async () => {
    const { domain, group, people, cid } = await harbourGroup()
    const stepping = domain.groups.setRole(people.owner, group, cid(), people.owner.user, 'member')
    expect(await refusalOf(stepping)).toBe('conflict')
  })

  it('handed on twice at once leave exactly one owner', async () => {
    const { domain, group, people, crew, mate, cid } = await harbourGroup()
    const outcomes = await Promise.all(
      [crew, mate].map(({ user }) =>
        refusalOf(domain.groups.setRole(people.owner, group, cid(), user, 'owner')),
      ),
    )
    expect(outcomes.sort()).toEqual(['allowed', 'forbidden'])
    const { items } = await domain.groups.members(people.owner, group, { limit: 50 })
    expect(items.filter(({ role }) => role === 'owner')).toHaveLength(1)
  })

  it('an admin who is demoted while they remove somebody removes nobody', async () => {
    const { domain, group, people, crew, cid, storage } = await harbourGroup()
    const { domain: otherNode } = domainSpace({}, storage)
    const { membership } = storage.conversations
    let interfered = false
    storage.conversations.membership = async (id, user) => {
      const member = await membership.call(storage.conversations, id, user)
      if (!interfered && user === crew.user) {
        interfered = true
        await otherNode.groups.setRole(people.owner, group, cid(), people.admin.user, 'member')
      }
      return member
    }
    const removing = domain.groups.removeMember(people.admin, group, cid(), crew.user)
    expect(await refusalOf(removing)).toBe('forbidden')
    expect(interfered).toBe(true)
    expect((await domain.groups.one(crew, group)).role).toBe('member')
  })

  it('an admin who is demoted while they delete another’s message deletes nothing', async () => {
    const { domain, group, people, crew, cid, storage } = await harbourGroup()
    const draft = { kind: 'message', text: 'Ahoy' } as const
    const { seq } = await domain.messages.send(crew, group, cid(), draft)
    const { domain: otherNode } = domainSpace({}, storage)
    const { membership } = storage.conversations
    let interfered = false
    storage.conversations.membership = async (id, user) => {
      const member = await membership.call(storage.conversations, id, user)
      if (!interfered) {
        interfered = true
        await otherNode.groups.setRole(people.owner, group, cid(), people.admin.user, 'member')
      }
      return member
    }
    const deletion = { kind: 'delete', target: seq } as const
    const deleting = domain.messages.send(people.admin, group, cid(), deletion)
    expect(await refusalOf(deleting)).toBe('forbidden')
    expect(await storage.log.event(group, seq)).toMatchObject({ text: 'Ahoy' })
  })
})

describe('two admins at once', () => {
  it('are both heard where they change different things', async () => {
    const { domain, group, people, mate, cid } = await harbourGroup()
    await Promise.all([
      domain.groups.update(people.admin, group, cid(), { name: 'Ships' }),
      domain.groups.update(mate, group, cid(), { purpose: 'Ships alone' }),
    ])
    const now = await domain.groups.one(people.owner, group)
    expect(now).toMatchObject({ name: 'Ships', purpose: 'Ships alone' })
  })

  it('removing the same member remove them once', async () => {
    const space = await harbourGroup()
    const { domain, group, people, crew, mate, cid } = space
    const { head } = await domain.conversations.one(mate, group)
    const outcomes = await Promise.all(
      [people.admin, mate].map((admin) =>
        refusalOf(domain.groups.removeMember(admin, group, cid(), crew.user)),
      ),
    )
    expect(outcomes.sort()).toEqual(['allowed', 'not_found'])
    expect(await eventsAfter(space, group, head)).toEqual([`leave ${crew.user}`])
  })

  it('in a group that never rests are told to try again', async () => {
    const { domain, group, people, cid, storage } = await harbourGroup()
    storage.log.append = async () => ({ refused: 'changed' })
    await expect(
      domain.groups.update(people.admin, group, cid(), { name: 'Ships' }),
    ).rejects.toMatchObject({ code: 'unavailable', details: { retryAfter: expect.any(Number) } })
  })
})

describe('an archived group', () => {
  it('can be read and restored, and nothing else', async () => {
    const { domain, group, people, crew, cid, person } = await harbourGroup()
    const { owner, member } = people
    const draft = { kind: 'message', text: 'Ahoy' } as const
    const { seq } = await domain.messages.send(member, group, cid(), draft)
    await domain.groups.update(owner, group, cid(), { archived: true })
    const nora = await person('Nora')
    const send = (event: Parameters<typeof domain.messages.send>[3]) =>
      domain.messages.send(member, group, cid(), event)
    const refused = [
      send(draft),
      send({ kind: 'edit', target: seq, text: 'Avast' }),
      send({ kind: 'delete', target: seq }),
      send({ kind: 'react', target: seq, emoji: '⛵', on: true }),
      domain.groups.addMember(owner, group, cid(), nora.user),
      domain.groups.removeMember(owner, group, cid(), crew.user),
      domain.groups.setRole(owner, group, cid(), crew.user, 'admin'),
      domain.groups.update(owner, group, cid(), { name: 'Ships' }),
    ]
    for (const attempt of refused) expect(await refusalOf(attempt)).toBe('archived')
    const { events } = await domain.conversations.page(member, group, { limit: 1 })
    expect(events).toMatchObject([{ kind: 'archive' }])
    await domain.groups.update(owner, group, cid(), { archived: false, name: 'Ships' })
    expect(await refusalOf(send(draft))).toBe('allowed')
    expect((await domain.groups.one(member, group)).name).toBe('Ships')
  })

  it('archived again stays as it is', async () => {
    const space = await harbourGroup()
    const { domain, group, people, cid } = space
    await domain.groups.update(people.owner, group, cid(), { archived: true })
    const { head } = await domain.conversations.one(people.owner, group)
    await domain.groups.update(people.owner, group, cid(), { archived: true })
    expect(await eventsAfter(space, group, head)).toEqual([])
  })
})

describe('members and lists', () => {
  it('come with profiles and presence, the owner first', async () => {
    const { domain, group, people, presence } = await harbourGroup()
    presence.set(people.admin.user, { state: 'online', since: 5 })
    const { items } = await domain.groups.members(people.member, group, { limit: 2 })
    expect(items).toMatchObject([
      { role: 'owner', profile: { name: 'Olga' }, presence: { state: 'offline', since: null } },
      { role: 'admin', profile: { name: 'Adam' }, presence: { state: 'online', since: 5 } },
    ])
  })

  it('show private groups to their members alone', async () => {
    const { domain, people } = await harbourGroup('private')
    const names = async (standing: 'member' | 'outsider' | 'removed') => {
      const { items } = await domain.groups.browse(people[standing], { limit: 9, archived: false })
      return items.map(({ name }) => name)
    }
    expect(await names('member')).toEqual(['Boats'])
    expect(await names('outsider')).toEqual([])
    expect(await names('removed')).toEqual([])
  })
})

it('a direct conversation is no group', async () => {
  const { domain, person, cid } = domainSpace()
  const [olga, mina] = [await person('Olga'), await person('Mina')]
  const id = [olga.user, mina.user].sort().join('.')
  await domain.messages.send(olga, id, cid(), { kind: 'message', text: 'Ahoy' })
  const attempts = [
    domain.groups.one(olga, id),
    domain.groups.leave(olga, id, cid()),
    domain.groups.join(olga, id, cid()),
    domain.groups.update(olga, id, cid(), { name: 'Ours' }),
    domain.groups.members(olga, id, { limit: 5 }),
  ]
  const refusals = await Promise.all(attempts.map(refusalOf))
  expect(new Set(refusals)).toEqual(new Set(['not_found']))
})

it('changes count against what one person may write', async () => {
  const { domain, person, cid } = domainSpace({ writes: { burst: 3, perSecond: 1 } })
  const olga = await person('Olga')
  const create = () => refusalOf(domain.groups.create(olga, { cid: cid(), ...facts, members: [] }))
  expect([await create(), await create(), await create(), await create()]).toEqual([
    'allowed',
    'allowed',
    'allowed',
    'rate_limited',
  ])
})
