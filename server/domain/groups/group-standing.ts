import { Refused, type ConversationId, type Group, type Member } from '../../../protocol/index.ts'
import type { ConversationStore, StoredGroup } from '../../storage/storage.ts'
import type { Caller } from '../caller.ts'

/** A group as it is now, and what the caller is in it; `mine` is null for an outsider who may see it. */
export type GroupStanding = { group: StoredGroup; mine: Member | null }

/**
 * The group is read first: whoever appends under its `structure` is told if the membership changed since.
 * @throws Refused `not_found` alike for a group that is not there and one that outsiders may not see
 */
export async function groupStanding(
  conversations: ConversationStore,
  { user }: Caller,
  id: ConversationId,
): Promise<GroupStanding> {
  const group = await conversations.group(id)
  const mine = group && (await conversations.membership(id, user))
  if (!group || (group.visibility === 'private' && !mine)) throw noGroup()
  return { group, mine }
}

export function noGroup(): Refused {
  return new Refused('not_found', 'There is no such group', { field: 'params.group' })
}

/** @throws Refused `forbidden` for outsiders. */
export function assertMember({ mine }: GroupStanding): Member {
  if (!mine) throw new Refused('forbidden', 'Only members of the group may do this')
  return mine
}

/** @throws Refused `forbidden` for all but the owner and admins. */
export function assertAdmin(standing: GroupStanding): Member {
  const mine = assertMember(standing)
  if (mine.role === 'member') {
    throw new Refused('forbidden', 'Only the owner and admins of the group may do this')
  }
  return mine
}

/** @throws Refused `forbidden` for all but the owner. */
export function assertOwner(standing: GroupStanding): Member {
  const mine = assertMember(standing)
  if (mine.role !== 'owner') {
    throw new Refused('forbidden', 'Only the owner of the group may do this')
  }
  return mine
}

/** @throws Refused `archived` */
export function assertOpen({ group }: GroupStanding): void {
  if (group.archivedAt !== null) {
    throw new Refused('archived', 'The group is archived: its owner can restore it')
  }
}

export function groupSeenWith({ group, mine }: GroupStanding): Group {
  const { structure: _, ...facts } = group
  return { ...facts, role: mine?.role ?? null }
}
