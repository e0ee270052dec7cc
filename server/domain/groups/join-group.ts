import { Refused, type UserId } from '../../../protocol/index.ts'
import type { NewEvent } from '../../storage/storage.ts'
import type { Caller } from '../caller.ts'
import type { GroupRule } from './change-group.ts'
import type { GroupPorts } from './group-ports.ts'
import { assertAdmin, assertMember, assertOpen } from './group-standing.ts'
import { assertRoomIn } from './room-for.ts'

/** Outsiders are shown public groups alone, so who gets as far as this rule may join. */
export function joinRule({ user }: Caller): GroupRule {
  return (standing) => {
    if (standing.mine) return []
    assertOpen(standing)
    assertRoomIn(standing.group)
    return [memberJoins(user)]
  }
}

/** Any member brings people into a public group, where they could come by themselves; else admins do. */
export function addMemberRule({ storage, knownPeople }: GroupPorts, user: UserId): GroupRule {
  return async (standing) => {
    if (standing.group.visibility === 'public') assertMember(standing)
    else assertAdmin(standing)
    assertOpen(standing)
    if ((await knownPeople.absentAmong([user])).length > 0) {
      throw new Refused('not_found', 'There is nobody with this id', { field: 'body.user' })
    }
    if (await storage.conversations.membership(standing.group.id, user)) return []
    assertRoomIn(standing.group)
    return [memberJoins(user)]
  }
}

function memberJoins(user: UserId): NewEvent {
  return { kind: 'join', user, role: 'member' }
}
