import { limits, type Refused, type UserId } from '../../../protocol/index.ts'
import type { ConversationStore, StoredGroup } from '../../storage/storage.ts'
import { limitReached } from '../limit-reached.ts'

/** @throws Refused `limit_reached` `groupMembers` */
export function assertRoomIn({ memberCount }: Pick<StoredGroup, 'memberCount'>, more = 1): void {
  if (memberCount + more > limits.groupMembers) {
    throw limitReached('groupMembers', 'The group has as many members as it may have')
  }
}

/**
 * The refusal of `groupsPerUser`, where one of these people is in that many. Counted before the write,
 * not in it: someone who joins two groups in the same instant may end up one above. The limit is there
 * against thousands.
 */
export async function noRoomFor(
  conversations: ConversationStore,
  users: readonly UserId[],
): Promise<Refused | null> {
  const counts = await Promise.all(users.map((user) => conversations.groupCount(user)))
  const full = counts.some((count) => count >= limits.groupsPerUser)
  return full ? limitReached('groupsPerUser', 'A person is in as many groups as one may be') : null
}

/** @throws Refused `limit_reached` `groupsPerUser` */
export async function assertRoomFor(conversations: ConversationStore, user: UserId): Promise<void> {
  const refused = await noRoomFor(conversations, [user])
  if (refused) throw refused
}
