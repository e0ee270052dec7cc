import { randomBytes } from 'node:crypto'
import type {
  ConversationId,
  Event,
  InviteId,
  Registration,
  Role,
  Seq,
  SessionId,
  Timestamp,
  User,
  UserId,
  Visibility,
} from '../../../protocol/index.ts'
import type {
  NewInvite,
  NewPerson,
  NewSession,
  Picture,
  StoredInvite,
  StoredSession,
} from '../storage.ts'

/** All that a space in memory keeps; handed to a second storage, it is what a reopened file would be. */
export type MemoryData = ReturnType<typeof memoryData>

export function memoryData() {
  return {
    epoch: randomBytes(12).toString('base64url'),
    conversations: new Map<ConversationId, MemoryConversation>(),
    /** Where the write of an author and idempotency key is, by `author cid`. */
    written: new Map<string, { conversation: ConversationId; first: Seq; count: number }>(),
    /** Events in the order in which they were stored. */
    order: [] as { conversation: ConversationId; seq: Seq }[],
    people: new Map<UserId, MemoryPerson>(),
    revision: 0,
    pictures: new Map<string, Picture>(),
    sessions: new Map<SessionId, MemorySession>(),
    registration: null as Registration | null,
    /** In the order in which they were made. */
    invites: new Map<InviteId, MemoryInvite>(),
    waiting: new Map<UserId, NewPerson>(),
  }
}

export type MemoryConversation = {
  id: ConversationId
  people: readonly [UserId, UserId] | null
  createdAt: Timestamp
  /** In their present state; the one with seq 1 first. */
  events: Event[]
  members: Map<UserId, MemoryMember>
  /** Seq of the last structural event. */
  structure: Seq
  name: string
  purpose: string
  visibility: Visibility
  archivedAt: Timestamp | null
}

export type MemoryMember = { role: Role; joinedAt: Timestamp; joinedSeq: Seq; read: Seq }

export type MemoryPerson = {
  user: User
  foldedName: string
  passwordHash: string
  revision: number
  seenAt: Timestamp | null
}

export type MemoryInvite = StoredInvite & Pick<NewInvite, 'secretHash'> & { key: Uint8Array | null }

export type MemorySession = StoredSession & Pick<NewSession, 'tokenHash'>

export function headOf(conversation: MemoryConversation): Seq {
  return conversation.events.length
}

/** How many messages the log holds up to and with `seq`. */
export function messagesAt(conversation: MemoryConversation, seq: Seq): number {
  return conversation.events[seq - 1]?.messages ?? 0
}
