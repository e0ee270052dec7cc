import type { Domain } from '../../domain/domain.ts'
import type { RestHandlers } from './rest-handler.ts'

type GroupHandlers = Pick<
  RestHandlers,
  'browseGroups' | 'createGroup' | 'group' | 'updateGroup' | 'joinGroup' | 'leaveGroup'
>

export function groupHandlers({ groups }: Domain): GroupHandlers {
  return {
    async browseGroups({ caller, query }) {
      const { items, next } = await groups.browse(caller, query)
      return { groups: items, next }
    },
    async createGroup({ caller, body }) {
      return { conversation: await groups.create(caller, body) }
    },
    async group({ caller, params }) {
      return { group: await groups.one(caller, params.group) }
    },
    async updateGroup({ caller, params, body: { cid, ...change } }) {
      return { group: await groups.update(caller, params.group, cid, change) }
    },
    async joinGroup({ caller, params, body }) {
      return { conversation: await groups.join(caller, params.group, body.cid) }
    },
    async leaveGroup({ caller, params, body }) {
      await groups.leave(caller, params.group, body.cid)
      return {}
    },
  }
}
