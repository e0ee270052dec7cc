import type { Domain } from '../../domain/domain.ts'
import type { RestHandlers } from './rest-handler.ts'

type MemberHandlers = Pick<RestHandlers, 'members' | 'addMember' | 'setRole' | 'removeMember'>

export function memberHandlers({ groups }: Domain): MemberHandlers {
  return {
    async members({ caller, params, query }) {
      const { items, next } = await groups.members(caller, params.group, query)
      return { members: items, next }
    },
    async addMember({ caller, params, body }) {
      return { member: await groups.addMember(caller, params.group, body.cid, body.user) }
    },
    async setRole({ caller, params: { group, user }, body }) {
      return { member: await groups.setRole(caller, group, body.cid, user, body.role) }
    },
    async removeMember({ caller, params: { group, user }, query }) {
      await groups.removeMember(caller, group, query.cid, user)
      return {}
    },
  }
}
