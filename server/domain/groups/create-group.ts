import {
  Refused,
  type Conversation,
  type ConversationId,
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
import { roomForWhoJoins, tooManyGroups } from './room-for.ts'

export async function createGroup(
  ports: GroupPorts,
  caller: Caller,
  { cid, members, ...facts }: NewGroup,
): Promise<Conversation> {
  const { storage, clock, ids } = ports
  ports.writes.take(caller.user)
  const others = [...new Set(members)].filter((user) => user !== caller.user)
  const absent = await ports.knownPeople.absentAmong(others)
  if (absent.length > 0) return repeated(ports, caller, cid, nobody())
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
    require: roomForWhoJoins,
  })
  if (appended.refused === 'too_many_groups') throw tooManyGroups()
  if (appended.refused || appended.events[0]?.kind !== 'create') throw usedElsewhere()
  return seenByMember(storage.conversations, appended.conversation, caller.user)
}

function nobody(): Refused {
  return new Refused('not_found', 'There is nobody with this id', { field: 'body.members' })
}

async function repeated(
  ports: GroupPorts,
  { user }: Caller,
  cid: IdempotencyKey,
  refused: Refused,
): Promise<Conversation> {
  const earlier = await earlierWrite(ports, user, cid)
  if (!earlier) throw refused
  if (earlier.events[0]?.kind !== 'create') throw usedElsewhere()
  return seenByMember(ports.storage.conversations, earlier.conversation, user)
}

export async function seenByMember(
  conversations: GroupPorts['storage']['conversations'],
  id: ConversationId,
  user: UserId,
): Promise<Conversation> {
  const conversation = await conversations.seenBy(id, user)
  if (!conversation) throw noGroup()
  return conversation
}
