import {
  Refused,
  type Conversation,
  type IdempotencyKey,
  type UserId,
} from '../../../protocol/index.ts'
import type { NewEvent } from '../../storage/storage.ts'
import type { Caller } from '../caller.ts'
import { usedElsewhere } from './change-group.ts'
import { earlierWrite } from './earlier-write.ts'
import type { GroupPorts } from './group-ports.ts'
import { noGroup } from './group-standing.ts'
import type { NewGroup } from './groups.ts'
import { noRoomFor } from './room-for.ts'

export async function createGroup(
  ports: GroupPorts,
  caller: Caller,
  { cid, members, ...facts }: NewGroup,
): Promise<Conversation> {
  const { storage, clock, ids } = ports
  ports.writes.take(caller.user)
  const others = [...new Set(members)].filter((user) => user !== caller.user)
  const refused = await refusalOf(ports, caller, others)
  if (refused) return repeated(ports, caller, cid, refused)
  const appended = await storage.log.append({
    conversation: ids.id(),
    author: caller.user,
    cid,
    at: clock.now(),
    events: [
      { kind: 'create', ...facts },
      { kind: 'join', user: caller.user, role: 'owner' },
      ...others.map((user): NewEvent => ({ kind: 'join', user, role: 'member' })),
    ],
    create: { kind: 'group' },
  })
  if (appended.refused || appended.events[0]?.kind !== 'create') throw usedElsewhere()
  return seenByMember(storage.conversations, appended.conversation, caller.user)
}

async function refusalOf(
  { storage, knownPeople }: GroupPorts,
  { user }: Caller,
  others: readonly UserId[],
): Promise<Refused | null> {
  const unknown = await knownPeople.unknownAmong(others)
  if (unknown.length > 0) {
    return new Refused('not_found', 'There is nobody with this id', { field: 'body.members' })
  }
  return noRoomFor(storage.conversations, [user, ...others])
}

async function repeated(
  ports: GroupPorts,
  { user }: Caller,
  cid: IdempotencyKey,
  refused: Refused,
): Promise<Conversation> {
  const group = await earlierWrite(ports, user, cid)
  if (group === null) throw refused
  return seenByMember(ports.storage.conversations, group, user)
}

export async function seenByMember(
  conversations: GroupPorts['storage']['conversations'],
  id: string,
  user: UserId,
): Promise<Conversation> {
  const conversation = await conversations.seenBy(id, user)
  if (!conversation) throw noGroup()
  return conversation
}
