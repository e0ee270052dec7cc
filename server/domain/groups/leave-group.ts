import { Refused, type UserId } from '../../../protocol/index.ts'
import type { ConversationStore, NewEvent } from '../../storage/storage.ts'
import type { Caller } from '../caller.ts'
import type { GroupRule } from './change-group.ts'
import type { GroupPorts } from './group-ports.ts'
import { assertAdmin, assertOpen, noGroup, type GroupStanding } from './group-standing.ts'

/** Also out of an archived group. */
export function leaveRule({ storage }: GroupPorts, { user }: Caller): GroupRule {
  return async (standing) => {
    const { group, mine } = standing
    if (!mine) throw noGroup()
    const leave: NewEvent = { kind: 'leave', user }
    if (group.memberCount === 1) return [...closing(standing), leave]
    if (mine.role !== 'owner') return [leave]
    const heir = await successor(storage.conversations, group.id, user)
    return heir === null ? 'again' : [{ kind: 'role', user: heir, role: 'owner' }, leave]
  }
}

/** The group without members is archived, and made private so that no list shows it. */
function closing({ group }: GroupStanding): NewEvent[] {
  return [
    ...(group.visibility === 'public'
      ? [{ kind: 'visibility', visibility: 'private' } as const]
      : []),
    ...(group.archivedAt === null ? [{ kind: 'archive' } as const] : []),
  ]
}

/** The longest-standing admin, else the longest-standing member: as members are listed. */
async function successor(
  conversations: ConversationStore,
  group: string,
  leaver: UserId,
): Promise<UserId | null> {
  const { items } = await conversations.members(group, { limit: 2 })
  return items.find(({ user }) => user !== leaver)?.user ?? null
}

/** Admins remove members, the owner removes anyone else. */
export function removeMemberRule({ storage }: GroupPorts, caller: Caller, user: UserId): GroupRule {
  return async (standing) => {
    const mine = assertAdmin(standing)
    assertOpen(standing)
    if (user === caller.user) throw new Refused('conflict', 'Leave the group instead')
    const theirs = await storage.conversations.membership(standing.group.id, user)
    if (!theirs) throw noMember()
    if (mine.role === 'admin' && theirs.role !== 'member') {
      throw new Refused('forbidden', 'Only the owner of the group may remove an admin')
    }
    return [{ kind: 'leave', user }]
  }
}

export function noMember(): Refused {
  return new Refused('not_found', 'The group has no such member', { field: 'params.user' })
}
