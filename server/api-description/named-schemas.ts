import * as z from 'zod/mini'
import {
  conversation,
  conversationId,
  directoryEntry,
  displayName,
  draftEvent,
  epoch,
  event,
  fingerprint,
  group,
  groupName,
  idempotencyKey,
  knownEvent,
  member,
  password,
  positions,
  presence,
  refusal,
  resumed,
  role,
  searchHit,
  seq,
  session,
  sessionId,
  timestamp,
  user,
  userId,
  userName,
  visibility,
} from '../../protocol/index.ts'

export type SchemaNames = z.core.$ZodRegistry<{ id: string; description?: string }>

const visibleNames =
  'Shown in NFKC with single spaces; must hold no control or invisible character, and something visible.'

/** The schemas that the descriptions name once and refer to, with what their types do not say. */
export function namedSchemas(): SchemaNames {
  const names: SchemaNames = z.registry()
  const name = (schema: z.ZodMiniType, id: string, description?: string) =>
    names.add(schema, { id, ...(description && { description }) })

  name(userId, 'UserId')
  name(sessionId, 'SessionId')
  name(
    conversationId,
    'ConversationId',
    'A group’s is random. A direct conversation’s is the two user ids in order, `smaller.greater`.',
  )
  name(
    fingerprint,
    'Fingerprint',
    'SHA-256 of the DER of the certificate that the space shows, in base64url without padding.',
  )
  name(idempotencyKey, 'IdempotencyKey', 'Minted by the client for each write; unique per author.')
  name(
    epoch,
    'Epoch',
    'Random identity of the server’s database. Positions of another mean nothing.',
  )
  name(seq, 'Seq', 'Place of an event in its conversation: 1, 2, 3, without holes.')
  name(timestamp, 'Timestamp', 'Milliseconds since 1970 on the server’s clock; for display only.')
  name(userName, 'UserName', `${visibleNames} Unique when case folded.`)
  name(displayName, 'DisplayName', visibleNames)
  name(groupName, 'GroupName', visibleNames)
  name(password, 'Password')
  name(role, 'Role')
  name(visibility, 'Visibility', 'Who may see and join a group: everyone, or who is brought in.')
  name(user, 'User')
  name(session, 'Session', 'A signed-in device.')
  name(group, 'Group')
  name(member, 'Member')
  name(presence, 'Presence')
  name(directoryEntry, 'DirectoryEntry')
  name(searchHit, 'SearchHit')
  name(conversation, 'Conversation', 'A conversation as one of its members sees it.')
  name(positions, 'Positions', 'Last contiguous seq per conversation.')
  name(resumed, 'Resumed')
  name(refusal, 'Refusal')
  name(draftEvent, 'DraftEvent', 'What a member may write.')
  for (const draft of draftEvent.def.options)
    name(draft, `${capital(draft.shape.kind.def.values[0]!)}Draft`)
  name(event, 'Event', 'An event in its present state. Kinds that one does not know are skipped.')
  for (const known of knownEvent.def.options)
    name(known, `${capital(known.shape.kind.def.values[0]!)}Event`)
  name(event.def.options[1], 'UnknownEvent', 'Of a kind that a later version brought.')
  return names
}

export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
