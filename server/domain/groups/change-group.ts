import { Refused, type ConversationId, type IdempotencyKey } from '../../../protocol/index.ts'
import type { NewEvent, Write } from '../../storage/storage.ts'
import type { Caller } from '../caller.ts'
import { earlierWrite } from './earlier-write.ts'
import type { GroupPorts } from './group-ports.ts'
import { groupStanding, noGroup, type GroupStanding } from './group-standing.ts'
import { roomForWhoJoins, tooManyGroups } from './room-for.ts'

/**
 * What follows for a group that stands so; nothing where it is so already, `again` where what was read
 * does not fit together. @throws Refused
 */
export type GroupRule = (standing: GroupStanding) => Decision | Promise<Decision>
export type Decision = NewEvent[] | 'again'

const TRIES = 8

/**
 * One change of a group: read how it stands, let the rule decide, store only if nothing structural
 * happened since, else begin again. A repeat of `cid` is done already, whatever the rule says by now.
 */
export async function changeGroup(
  ports: GroupPorts,
  caller: Caller,
  id: ConversationId,
  cid: IdempotencyKey,
  rule: GroupRule,
): Promise<void> {
  ports.writes.take(caller.user)
  return changeAtOnce(ports, caller, id, cid, rule)
}

/** As above, whatever the person did before: for what is done to them, not by them. */
export async function changeAtOnce(
  ports: GroupPorts,
  caller: Caller,
  id: ConversationId,
  cid: IdempotencyKey,
  rule: GroupRule,
): Promise<void> {
  if (id.includes('.')) throw noGroup()
  return ports.turns.take(id, () => change(ports, caller, id, cid, rule))
}

async function change(
  ports: GroupPorts,
  caller: Caller,
  id: ConversationId,
  cid: IdempotencyKey,
  rule: GroupRule,
): Promise<void> {
  const write = { conversation: id, author: caller.user, cid }
  for (let left = TRIES; left > 0; left -= 1) {
    const decided = await decide(ports, caller, id, rule)
    if (decided === 'again') continue
    if ('refused' in decided) {
      const earlier = await earlierWrite(ports, caller.user, cid)
      if (earlier?.conversation === id) return
      throw decided.refused
    }
    if (decided.events.length === 0) return
    if (await isStored(ports, { ...write, ...decided })) return
  }
  throw new Refused('unavailable', 'The group changes too fast: try again', { retryAfter: 500 })
}

type Decided = Pick<Write, 'events' | 'require'> | { refused: Refused } | 'again'

async function decide(
  { storage }: GroupPorts,
  caller: Caller,
  id: ConversationId,
  rule: GroupRule,
): Promise<Decided> {
  try {
    const standing = await groupStanding(storage.conversations, caller, id)
    const events = await rule(standing)
    if (events === 'again') return events
    return { events, require: { structure: standing.group.structure, ...roomForWhoJoins } }
  } catch (error) {
    if (error instanceof Refused) return { refused: error }
    throw error
  }
}

/** False where the group changed since it was read. */
async function isStored(
  { storage, clock }: GroupPorts,
  write: Omit<Write, 'at'>,
): Promise<boolean> {
  const appended = await storage.log.append({ ...write, at: clock.now() })
  if (appended.refused === 'changed') return false
  if (appended.refused === 'too_many_groups') throw tooManyGroups()
  if (appended.refused) throw noGroup()
  if (appended.conversation !== write.conversation) throw usedElsewhere()
  return true
}

export function usedElsewhere(): Refused {
  return new Refused('conflict', 'The cid was used for another write', { field: 'cid' })
}
