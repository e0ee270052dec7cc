import type { ConversationId, IdempotencyKey, Member, UserId } from '../../../protocol/index.ts'
import type { Caller } from '../caller.ts'
import { changeAtOnce, changeGroup, type GroupRule } from './change-group.ts'
import { createGroup, seenByMember } from './create-group.ts'
import { listMembers } from './list-members.ts'
import type { GroupPorts } from './group-ports.ts'
import { groupSeenWith, groupStanding } from './group-standing.ts'
import type { Groups } from './groups.ts'
import { addMemberRule, joinRule } from './join-group.ts'
import { leaveRule, noMember, removeMemberRule } from './leave-group.ts'
import { setRoleRule } from './set-role.ts'
import { updateRule } from './update-group.ts'

export function createGroups(ports: GroupPorts): Groups {
  const { conversations } = ports.storage

  function change(caller: Caller, id: ConversationId, cid: IdempotencyKey, rule: GroupRule) {
    return changeGroup(ports, caller, id, cid, rule)
  }

  async function one(caller: Caller, id: ConversationId) {
    return groupSeenWith(await groupStanding(conversations, caller, id))
  }

  async function memberOf(id: ConversationId, user: UserId): Promise<Member> {
    const member = await conversations.membership(id, user)
    if (!member) throw noMember()
    return member
  }

  return {
    one,
    browse: ({ user }, options) => conversations.visibleGroups(user, options),
    members: (caller, id, options) => listMembers(ports, caller, id, options),
    create: (caller, request) => createGroup(ports, caller, request),

    async join(caller, id, cid) {
      await change(caller, id, cid, joinRule(caller))
      return seenByMember(conversations, id, caller.user)
    },

    leave: (caller, id, cid) => change(caller, id, cid, leaveRule(ports, caller)),

    takeOut(user, id) {
      const caller = { user, session: '' }
      return changeAtOnce(ports, caller, id, ports.ids.id(), leaveRule(ports, caller))
    },

    async addMember(caller, id, cid, user) {
      await change(caller, id, cid, addMemberRule(ports, user))
      return memberOf(id, user)
    },

    removeMember: (caller, id, cid, user) =>
      change(caller, id, cid, removeMemberRule(ports, caller, user)),

    async setRole(caller, id, cid, user, role) {
      await change(caller, id, cid, setRoleRule(ports, caller, user, role))
      return memberOf(id, user)
    },

    async update(caller, id, cid, wanted) {
      await change(caller, id, cid, updateRule(wanted))
      return one(caller, id)
    },
  }
}
