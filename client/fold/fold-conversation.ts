import {
  directPeer,
  type AnyEvent,
  type Conversation,
  type Group,
  type UserId,
} from '../../protocol/index.ts'
import { foldMessage } from './fold-message.ts'

/**
 * A conversation as `me` sees it after its next event. The same object where it holds the event
 * already; an event that is not the next one is not taken, as that would be a hole.
 */
export function foldConversation(before: Conversation, event: AnyEvent, me: UserId): Conversation {
  if (event.seq !== before.head + 1) return before
  return {
    ...before,
    head: event.seq,
    headMessages: event.messages,
    activeAt: event.at,
    last: event.kind === 'message' ? event : before.last && foldMessage(before.last, event),
    group: before.group && foldGroup(before.group, event, me),
    ...markers(before, event, me),
  }
}

/** Writing something, or coming in, moves one's own read marker. */
function markers(before: Conversation, event: AnyEvent, me: UserId): Partial<Conversation> {
  const moves = (user: UserId) =>
    event.author === user || (event.kind === 'join' && event.user === user)
  if (moves(me)) return { read: event.seq, readMessages: event.messages }
  const peer = before.kind === 'direct' ? directPeer(before.id, me) : null
  return peer !== null && moves(peer) ? { peerRead: event.seq } : {}
}

function foldGroup(group: Group, event: AnyEvent, me: UserId): Group {
  switch (event.kind) {
    case 'create':
      return {
        ...group,
        name: event.name,
        purpose: event.purpose,
        visibility: event.visibility,
      }
    case 'join':
      return {
        ...group,
        memberCount: group.memberCount + 1,
        role: event.user === me ? event.role : group.role,
      }
    case 'leave':
      return {
        ...group,
        memberCount: group.memberCount - 1,
        role: event.user === me ? null : group.role,
      }
    case 'role':
      return event.user === me ? { ...group, role: event.role } : group
    case 'rename':
      return { ...group, name: event.name }
    case 'describe':
      return { ...group, purpose: event.purpose }
    case 'visibility':
      return { ...group, visibility: event.visibility }
    case 'archive':
      return { ...group, archivedAt: event.at }
    case 'restore':
      return { ...group, archivedAt: null }
    default:
      return group
  }
}
