import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Refused, type Event, type Role, type UserId } from '../../../protocol/index.ts'
import { domainSpace, type Person } from '../../test/domain-space.ts'
import { sameThread } from '../../test/same-thread.ts'
import { openTestStorage } from '../../test/test-storage.ts'
import type { Storage } from '../../storage/storage.ts'
import type { Domain } from '../domain.ts'

const crew = ['Olga', 'Adam', 'Mina', 'Cleo', 'Nora']
const someone = fc.nat(crew.length - 1)
const action = fc.oneof(
  fc.record({ do: fc.constantFrom('join', 'leave'), by: someone }),
  fc.record({ do: fc.constantFrom('add', 'remove'), by: someone, whom: someone }),
  fc.record({
    do: fc.constant('role'),
    by: someone,
    whom: someone,
    role: fc.constantFrom<Role>('owner', 'admin', 'member'),
  }),
  fc.record({ do: fc.constant('archive'), by: someone, archived: fc.boolean() }),
  fc.record({ do: fc.constant('close'), by: someone, closed: fc.boolean() }),
)
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never

type Fold = { members: Map<UserId, Role>; archived: boolean; visibility: string }

function foldOf(events: readonly Event[]): Fold {
  const fold: Fold = { members: new Map(), archived: false, visibility: '' }
  for (const event of events) {
    if (event.kind === 'join' || event.kind === 'role') fold.members.set(event.user, event.role)
    if (event.kind === 'leave') fold.members.delete(event.user)
    if (event.kind === 'create' || event.kind === 'visibility') fold.visibility = event.visibility
    if (event.kind === 'archive') fold.archived = true
    if (event.kind === 'restore') fold.archived = false
  }
  return fold
}

/** Does one thing, as a client does that never got the first answer: twice with the same key. */
async function act(domain: Domain, people: Person[], group: string, one: Action, cid: string) {
  const caller = people[one.by]!
  const whom = 'whom' in one ? people[one.whom]!.user : ''
  const { groups } = domain
  const attempt = (): Promise<unknown> => {
    if (one.do === 'join') return groups.join(caller, group, cid)
    if (one.do === 'leave') return groups.leave(caller, group, cid)
    if (one.do === 'add') return groups.addMember(caller, group, cid, whom)
    if (one.do === 'remove') return groups.removeMember(caller, group, cid, whom)
    if ('role' in one) return groups.setRole(caller, group, cid, whom, one.role)
    if ('archived' in one) return groups.update(caller, group, cid, { archived: one.archived })
    const visibility = 'closed' in one && one.closed ? 'private' : 'public'
    return groups.update(caller, group, cid, { visibility })
  }
  for (const _ of ['first', 'again']) {
    await attempt().catch((error: unknown) => {
      if (!(error instanceof Refused)) throw error
      expect(['internal', 'invalid']).not.toContain(error.code)
    })
  }
}

/** Lets so many others go first before each look into storage: what was seen may be old by then. */
function hesitant(storage: Storage, pauses: Iterator<number>): Storage {
  const { conversations } = storage
  const slowly =
    <A extends unknown[], R>(look: (...given: A) => Promise<R>) =>
    async (...given: A): Promise<R> => {
      const seen = await look.apply(conversations, given)
      for (let left: number = pauses.next().value; left > 0; left -= 1) await Promise.resolve()
      return seen
    }
  const { group, membership, members, seenBy, visibleGroups } = conversations
  return {
    ...storage,
    conversations: {
      group: slowly(group),
      membership: slowly(membership),
      members: slowly(members),
      seenBy: slowly(seenBy),
      visibleGroups: slowly(visibleGroups),
    },
  }
}

it.each([
  ['memory', 200],
  ['sqlite', 25],
] as const)('keeps one owner in a group, whatever is done at once on %s', async (kind, numRuns) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(action, { minLength: 1, maxLength: 6 }), { maxLength: 12 }),
      fc.infiniteStream(fc.nat(12)),
      async (rounds, pauses) => {
        const opened = await openTestStorage(kind, sameThread)
        const space = domainSpace({ writes: null, registrations: null }, opened)
        const storage = hesitant(space.storage, pauses)
        const nodes = crew.map(() => domainSpace({ writes: null }, storage).domain)
        const people = await Promise.all(crew.map((name) => space.person(name)))
        const facts = { name: 'Boats', purpose: '', visibility: 'public' } as const
        const members = [people[1]!.user, people[2]!.user]
        const request = { cid: space.cid(), ...facts, members }
        const { id } = await space.domain.groups.create(people[0]!, request)
        for (const round of rounds) {
          const acts = round.map((one, n) =>
            act(nodes[n % crew.length]!, people, id, one, space.cid()),
          )
          await Promise.all(acts)
          await expectSound(space, id)
        }
      },
    ),
    { numRuns },
  )
})

async function expectSound({ storage }: ReturnType<typeof domainSpace>, id: string): Promise<void> {
  const { events } = await storage.log.page(id, { limit: 10_000 })
  const group = (await storage.conversations.group(id))!
  const { items } = await storage.conversations.members(id, { limit: 100 })
  const fold = foldOf(events)
  expect(new Map(items.map(({ user, role }) => [user, role]))).toEqual(fold.members)
  expect(group.memberCount).toBe(items.length)
  expect(group.archivedAt !== null).toBe(fold.archived)
  expect(group.visibility).toBe(fold.visibility)
  const owners = items.filter(({ role }) => role === 'owner')
  if (items.length > 0) expect(owners).toHaveLength(1)
  else
    expect({ archived: fold.archived, ...group }).toMatchObject({
      archived: true,
      visibility: 'private',
    })
}
