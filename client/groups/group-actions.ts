import { isFinal, Refused, type Conversation, type ConversationId } from '../../protocol/index.ts'
import type { Profiles } from '../people/profiles.ts'
import { mintId, type RandomBytes } from '../random.ts'
import type { RestClient } from '../rest/rest-client.ts'
import type { Groups } from '../space-client.ts'

export type GroupActionsOptions = {
  rest: RestClient
  random: RandomBytes
  began(conversation: Conversation): void
  left(id: ConversationId): void
  learnFrom: Profiles['learnFrom']
}

/** Changes of groups go over REST, and come back to everyone as events. */
export function createGroupActions({
  rest,
  random,
  began,
  left,
  learnFrom,
}: GroupActionsOptions): Groups {
  const write = repeatable(random)
  return {
    async browse(query, { cursor, archived = false } = {}) {
      return rest.call('browseGroups', { query: { query, cursor, archived: String(archived) } })
    },
    async group(id) {
      return (await rest.call('group', { params: { group: id } })).group
    },
    async create({ name, purpose, visibility, members }) {
      const fields = { name, purpose, visibility, members }
      const { conversation } = await write(['create', fields], (cid) =>
        rest.call('createGroup', { body: { ...fields, cid } }),
      )
      began(conversation)
      return conversation.id
    },
    async join(id) {
      const { conversation } = await write(['join', id], (cid) =>
        rest.call('joinGroup', { params: { group: id }, body: { cid } }),
      )
      began(conversation)
    },
    async leave(id) {
      await write(['leave', id], (cid) =>
        rest.call('leaveGroup', { params: { group: id }, body: { cid } }),
      )
      left(id)
    },
    async update(id, change) {
      const { group } = await write(['update', id, change], (cid) =>
        rest.call('updateGroup', { params: { group: id }, body: { ...change, cid } }),
      )
      return group
    },
    members(id, { query, cursor } = {}) {
      const asked = rest.call('members', { params: { group: id }, query: { query, cursor } })
      return learnFrom(asked, ({ members }) => members.map(({ profile }) => profile))
    },
    async add(id, user) {
      await write(['add', id, user], (cid) =>
        rest.call('addMember', { params: { group: id }, body: { cid, user } }),
      )
    },
    async setRole(id, user, role) {
      await write(['role', id, user, role], (cid) =>
        rest.call('setRole', { params: { group: id, user }, body: { cid, role } }),
      )
    },
    async remove(id, user) {
      await write(['remove', id, user], (cid) =>
        rest.call('removeMember', { params: { group: id, user }, query: { cid } }),
      )
    },
  }
}

/**
 * A write whose answer was lost may have been done: asked for once more with the same fields, it goes
 * out under the same key, and is done once. So may one that the server failed at.
 */
function repeatable(random: RandomBytes) {
  const keys = new Map<string, string>()
  return async <T>(fields: unknown[], call: (cid: string) => Promise<T>): Promise<T> => {
    const what = JSON.stringify(fields)
    const cid = keys.get(what) ?? mintId(random)
    keys.set(what, cid)
    try {
      const answer = await call(cid)
      keys.delete(what)
      return answer
    } catch (error) {
      if (error instanceof Refused && isFinal(error.code)) keys.delete(what)
      throw error
    }
  }
}
