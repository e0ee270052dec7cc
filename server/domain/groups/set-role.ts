import { Refused, type Role, type UserId } from '../../../protocol/index.ts'
import type { Caller } from '../caller.ts'
import type { GroupRule } from './change-group.ts'
import type { GroupPorts } from './group-ports.ts'
import { assertOpen, assertOwner } from './group-standing.ts'
import { noMember } from './leave-group.ts'

/** A group has exactly one owner: who hands it on becomes an admin in the same write. */
export function setRoleRule(
  { storage }: GroupPorts,
  caller: Caller,
  user: UserId,
  role: Role,
): GroupRule {
  return async (standing) => {
    assertOwner(standing)
    assertOpen(standing)
    const theirs = await storage.conversations.membership(standing.group.id, user)
    if (!theirs) throw noMember()
    if (theirs.role === role) return []
    if (user === caller.user) {
      throw new Refused('conflict', 'Make somebody else the owner instead')
    }
    if (role !== 'owner') return [{ kind: 'role', user, role }]
    return [
      { kind: 'role', user, role: 'owner' },
      { kind: 'role', user: caller.user, role: 'admin' },
    ]
  }
}
