import type { ConversationId, Visibility } from '../../protocol/index.ts'
import { domainSpace, type DomainSpace, type Person } from './domain-space.ts'

/** Who somebody may be to a group. */
export const standings = ['owner', 'admin', 'member', 'removed', 'outsider'] as const
export type Standing = (typeof standings)[number]

export type HarbourGroup = DomainSpace & {
  group: ConversationId
  people: Record<Standing, Person>
  /** One more member and one more admin, to have things done to. */
  crew: Person
  mate: Person
}

/** A group with somebody of each standing: the owner made it, and `removed` was a member. */
export async function harbourGroup(visibility: Visibility = 'public'): Promise<HarbourGroup> {
  const space = domainSpace({ writes: null })
  const { domain, person, cid } = space
  const people = {
    owner: await person('Olga'),
    admin: await person('Adam'),
    member: await person('Mina'),
    removed: await person('Rolf'),
    outsider: await person('Otto'),
  }
  const [crew, mate] = [await person('Cleo'), await person('Mats')]
  const { owner, admin, member, removed } = people
  const members = [admin, member, removed, crew, mate].map(({ user }) => user)
  const facts = { name: 'Boats', purpose: 'All about boats', visibility }
  const { id: group } = await domain.groups.create(owner, { cid: cid(), ...facts, members })
  await domain.groups.setRole(owner, group, cid(), admin.user, 'admin')
  await domain.groups.setRole(owner, group, cid(), mate.user, 'admin')
  await domain.groups.removeMember(owner, group, cid(), removed.user)
  return { ...space, group, people, crew, mate }
}

/** The kinds of a group's events from `after` on, with whom they concern. */
export async function eventsAfter(
  { storage }: DomainSpace,
  group: ConversationId,
  after: number,
): Promise<string[]> {
  const { events } = await storage.log.page(group, { limit: 1_000, after })
  return events.map((event) => {
    const whom = 'user' in event ? ` ${event.user}` : ''
    const role = 'role' in event ? ` ${event.role}` : ''
    return `${event.kind}${whom}${role}`
  })
}
