import { limits, type Refused } from '../../../protocol/index.ts'
import type { StoredGroup } from '../../storage/storage.ts'
import { limitReached } from '../limit-reached.ts'

/** @throws Refused `limit_reached` `groupMembers` */
export function assertRoomIn({ memberCount }: Pick<StoredGroup, 'memberCount'>, more = 1): void {
  if (memberCount + more > limits.groupMembers) {
    throw limitReached('groupMembers', 'The group has as many members as it may have')
  }
}

/** To be required of a write by which people come in: what else it meets is `too_many_groups`. */
export const roomForWhoJoins = { groupsBelow: limits.groupsPerUser } as const

export function tooManyGroups(): Refused {
  return limitReached('groupsPerUser', 'A person is in as many groups as one may be')
}
