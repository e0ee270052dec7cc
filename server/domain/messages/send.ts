import {
  Refused,
  type ConversationId,
  type DraftEvent,
  type IdempotencyKey,
  type UserId,
} from '../../../protocol/index.ts'
import type { Appended, Requirement, Storage, Write } from '../../storage/storage.ts'
import type { Caller } from '../caller.ts'
import type { Clock } from '../clock.ts'
import { noConversation, ownPeople } from '../conversations/assert-reader.ts'
import type { KnownPeople } from '../people/known-people.ts'
import type { TokenBuckets } from '../rates/token-buckets.ts'
import type { Sent } from './messages.ts'
import { refusedDraft } from './refused-draft.ts'
import { moderate } from './moderate.ts'

export type MessagePorts = {
  storage: Storage
  clock: Clock
  knownPeople: KnownPeople
  writes: TokenBuckets
}

const fromMember: Requirement = { member: true, open: true }

/** The busiest path of the server: what must hold is checked by the transaction that stores the event. */
export async function send(
  ports: MessagePorts,
  caller: Caller,
  conversation: ConversationId,
  cid: IdempotencyKey,
  draft: DraftEvent,
): Promise<Sent> {
  ports.writes.take(caller.user)
  const people = conversation.includes('.') ? ownPeople(conversation, caller) : undefined
  if (people === null) throw noConversation()
  if (people && !ports.knownPeople.has(people)) await assertThere(ports.knownPeople, people, draft)
  const write: Write = {
    conversation,
    author: caller.user,
    cid,
    at: ports.clock.now(),
    events: [draft],
    require: requirement(caller, people !== undefined, draft),
  }
  if (people && draft.kind === 'message') write.create = { kind: 'direct', people }
  const appended = await ports.storage.log.append(write)
  if (!appended.refused) return sent(appended, conversation)
  if (appended.refused === 'not_author' && draft.kind === 'delete' && !people) {
    return sent(await moderate(ports.storage, write, draft), conversation)
  }
  throw refusedDraft(appended.refused, draft)
}

/** Nobody writes to whom was removed; what was written to them can still be changed and taken back. */
async function assertThere(
  knownPeople: KnownPeople,
  people: readonly UserId[],
  { kind }: DraftEvent,
): Promise<void> {
  if ((await knownPeople.unknownAmong(people)).length > 0) throw noConversation()
  if (kind !== 'message' || (await knownPeople.absentAmong(people)).length === 0) return
  throw new Refused('not_found', 'They are not in the space any more', { field: 'conversation' })
}

function requirement(
  { user }: Caller,
  direct: boolean,
  draft: DraftEvent,
): Requirement | undefined {
  const standing = direct ? undefined : fromMember
  switch (draft.kind) {
    case 'message':
      return draft.replyTo === undefined
        ? standing
        : { ...standing, target: { seq: draft.replyTo } }
    case 'react':
      return { ...standing, target: { seq: draft.target } }
    case 'edit':
    case 'delete':
      return { ...standing, target: { seq: draft.target, author: user } }
  }
}

function sent(appended: Exclude<Appended, { refused: string }>, asked: ConversationId): Sent {
  const [event] = appended.events
  if (!event || appended.conversation !== asked) {
    throw new Refused('conflict', 'The cid was used for another write', { field: 'cid' })
  }
  return { seq: event.seq, at: event.at, messages: event.messages }
}
