import { Refused, directPeople, type ConversationId, type UserId } from '../../../protocol/index.ts'
import type { ConversationStore } from '../../storage/storage.ts'
import type { Caller } from '../caller.ts'
import type { KnownPeople } from '../people/known-people.ts'

/** One answer for what does not exist and for what is not theirs to know of. */
export function noConversation(): Refused {
  return new Refused('not_found', 'You are in no such conversation', { field: 'conversation' })
}

/**
 * The two people of a direct conversation with this id, if it may exist and is the caller's: they are in
 * order, and the caller is one of them.
 */
export function ownPeople(id: ConversationId, { user }: Caller): readonly [UserId, UserId] | null {
  const people = directPeople(id)
  if (!people || people[0] > people[1]) return null
  return people[0] === user || people[1] === user ? people : null
}

/** @throws Refused `not_found` */
export async function assertReader(
  { conversations, knownPeople }: { conversations: ConversationStore; knownPeople: KnownPeople },
  caller: Caller,
  id: ConversationId,
): Promise<void> {
  if (id.includes('.')) {
    const people = ownPeople(id, caller)
    if (!people || (await knownPeople.unknownAmong(people)).length > 0) throw noConversation()
  } else if (!(await conversations.membership(id, caller.user))) {
    throw noConversation()
  }
}
