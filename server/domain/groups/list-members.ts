import type { ConversationId, GroupMember } from '../../../protocol/index.ts'
import type { ListOptions, Page } from '../../storage/storage.ts'
import type { Caller } from '../caller.ts'
import { withPresence } from '../people/directory-entry.ts'
import type { GroupPorts } from './group-ports.ts'
import { groupStanding } from './group-standing.ts'

/** Whoever may see a group may see who is in it. */
export async function listMembers(
  { storage, presence }: GroupPorts,
  caller: Caller,
  id: ConversationId,
  options: ListOptions,
): Promise<Page<GroupMember>> {
  await groupStanding(storage.conversations, caller, id)
  const { items, next } = await storage.conversations.members(id, options)
  const users = await storage.people.byIds(items.map(({ user }) => user))
  const entries = await withPresence(presence, users)
  const byId = new Map(entries.map((entry) => [entry.user.id, entry]))
  const members = items.flatMap((member): GroupMember[] => {
    const entry = byId.get(member.user)
    return entry ? [{ ...member, profile: entry.user, presence: entry.presence }] : []
  })
  return { items: members, next }
}
