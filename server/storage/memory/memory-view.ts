import type { Conversation, Event, Group, Member, UserId } from '../../../protocol/index.ts'
import type { StoredGroup } from '../storage.ts'
import { headOf, messagesAt, type MemoryConversation, type MemoryMember } from './memory-data.ts'

/** A conversation as one of its members sees it; null for an outsider. */
export function seenBy(conversation: MemoryConversation, user: UserId): Conversation | null {
  const me = conversation.members.get(user)
  if (!me) return null
  const head = headOf(conversation)
  const peer = conversation.people?.find((other) => other !== user)
  return {
    id: conversation.id,
    kind: conversation.people ? 'direct' : 'group',
    group: conversation.people ? null : groupSeenBy(conversation, user),
    head,
    headMessages: messagesAt(conversation, head),
    read: me.read,
    readMessages: messagesAt(conversation, me.read),
    peerRead: peer === undefined ? null : (conversation.members.get(peer)?.read ?? null),
    last: structuredClone(newestMessage(conversation)),
    activeAt: Math.max(conversation.events[head - 1]?.at ?? 0, me.joinedAt),
  }
}

function newestMessage(conversation: MemoryConversation): Event | null {
  return conversation.events.findLast((event) => event.kind === 'message') ?? null
}

export function groupSeenBy(conversation: MemoryConversation, user: UserId): Group {
  const { structure: _structure, ...group } = storedGroup(conversation)
  return { ...group, role: conversation.members.get(user)?.role ?? null }
}

export function storedGroup(conversation: MemoryConversation): StoredGroup {
  const { id, name, purpose, visibility, archivedAt, createdAt, structure } = conversation
  const memberCount = conversation.members.size
  return { id, name, purpose, visibility, archivedAt, createdAt, memberCount, structure }
}

export function memberOf(user: UserId, { role, joinedAt }: MemoryMember): Member {
  return { user, role, joinedAt }
}
