import type { Event, MessageEvent, Seq, UserId } from '../../../protocol/index.ts'
import { changedMessage, reactionsFull } from '../message-state.ts'
import type { Appended, RefusedWrite, Write } from '../storage.ts'
import { changesMessage, isStructural, joining, storedEvents } from '../stored-event.ts'
import { headOf, messagesAt, type MemoryConversation, type MemoryData } from './memory-data.ts'

/** Stores one write, or says why not. */
export function appendTo(data: MemoryData, write: Write): Appended {
  const original = originalOf(data, write)
  if (original) return original
  const conversation = data.conversations.get(write.conversation) ?? made(write)
  const refused = conversation
    ? (refusalOf(conversation, write) ?? refusedJoining(data, conversation, write))
    : 'not_found'
  if (!conversation || refused) return { refused: refused || 'not_found' }
  data.conversations.set(conversation.id, conversation)
  const head = headOf(conversation)
  const events = storedEvents(write, { seq: head + 1, messages: messagesAt(conversation, head) })
  for (const event of events) {
    conversation.events.push({ ...event })
    data.order.push({ conversation: conversation.id, seq: event.seq })
    project(conversation, event)
  }
  moveOwnMarker(conversation, write)
  rememberWrite(data, write, head + 1)
  return { conversation: conversation.id, events, repeated: false }
}

function originalOf(data: MemoryData, write: Write): Appended | null {
  const original = write.cid === null ? undefined : data.written.get(`${write.author} ${write.cid}`)
  if (!original) return null
  const { conversation, first, count } = original
  const events = data.conversations.get(conversation)!.events.slice(first - 1, first - 1 + count)
  return { conversation, events: structuredClone(events), repeated: true }
}

function rememberWrite(data: MemoryData, write: Write, first: Seq): void {
  if (write.cid === null) return
  const count = write.events.length
  data.written.set(`${write.author} ${write.cid}`, {
    conversation: write.conversation,
    first,
    count,
  })
}

function made({ conversation: id, create, at }: Write): MemoryConversation | null {
  if (!create) return null
  const people = create.kind === 'direct' ? create.people : null
  return {
    id,
    people,
    createdAt: at,
    events: [],
    members: new Map(
      (people ?? []).map((user, joinedSeq) => [
        user,
        { role: 'member', joinedAt: at, joinedSeq, read: 0 },
      ]),
    ),
    structure: 0,
    name: '',
    purpose: '',
    visibility: 'private',
    archivedAt: null,
  }
}

function refusalOf(conversation: MemoryConversation, write: Write): RefusedWrite | null {
  const { member, open, structure, target } = write.require ?? {}
  if (member && !conversation.members.has(write.author)) return 'not_member'
  if (open && conversation.archivedAt !== null) return 'archived'
  if (structure !== undefined && conversation.structure > structure) return 'changed'
  if (target && !messageAt(conversation, target.seq)) return 'no_target'
  if (target?.author !== undefined && messageAt(conversation, target.seq)!.author !== target.author)
    return 'not_author'
  return changeRefused(conversation, write)
}

function refusedJoining(
  data: MemoryData,
  { members }: MemoryConversation,
  { events, require: { groupsBelow = Infinity } = {} }: Write,
): RefusedWrite | null {
  const newcomers = joining(events).filter((user) => !members.has(user))
  const isFull = newcomers.some((user) => groupsOf(data, user) >= groupsBelow)
  return isFull ? 'too_many_groups' : null
}

function groupsOf({ conversations }: MemoryData, user: UserId): number {
  let groups = 0
  for (const { people, members } of conversations.values())
    if (!people && members.has(user)) groups += 1
  return groups
}

function changeRefused(conversation: MemoryConversation, write: Write): RefusedWrite | null {
  const change = write.events.find(changesMessage)
  if (!change) return null
  const message = messageAt(conversation, change.target)
  if (!message) return 'no_target'
  if (change.kind !== 'react' || !change.on) return null
  return reactionsFull(message, change.emoji) ? 'too_many_reactions' : null
}

/** The message with that seq, unless deleted. */
function messageAt(conversation: MemoryConversation, seq: Seq): MessageEvent | null {
  const event = conversation.events[seq - 1]
  return event?.kind === 'message' && event.text !== null ? event : null
}

function moveOwnMarker(conversation: MemoryConversation, write: Write): void {
  const member = conversation.members.get(write.author)
  if (member) member.read = headOf(conversation)
}

function project(conversation: MemoryConversation, event: Event): void {
  if (isStructural(event)) conversation.structure = event.seq
  if (changesMessage(event)) return projectChange(conversation, event)
  projectStructure(conversation, event)
}

function projectChange(
  conversation: MemoryConversation,
  event: Extract<Event, { kind: 'edit' | 'delete' | 'react' }>,
): void {
  const message = messageAt(conversation, event.target)!
  conversation.events[event.target - 1] = changedMessage(message, event)
  if (event.kind !== 'delete') return
  for (const edit of conversation.events)
    if (edit.kind === 'edit' && edit.target === event.target) edit.text = null
}

function projectStructure(conversation: MemoryConversation, event: Event): void {
  const { members } = conversation
  switch (event.kind) {
    case 'create':
      Object.assign(conversation, {
        name: event.name,
        purpose: event.purpose,
        visibility: event.visibility,
      })
      break
    case 'join': {
      const before = members.get(event.user) ?? { joinedAt: event.at, joinedSeq: event.seq }
      members.set(event.user, { ...before, role: event.role, read: event.seq })
      break
    }
    case 'leave':
      members.delete(event.user)
      break
    case 'role': {
      const member = members.get(event.user)
      if (member) member.role = event.role
      break
    }
    case 'rename':
      conversation.name = event.name
      break
    case 'describe':
      conversation.purpose = event.purpose
      break
    case 'visibility':
      conversation.visibility = event.visibility
      break
    case 'archive':
      conversation.archivedAt = event.at
      break
    case 'restore':
      conversation.archivedAt = null
      break
    default:
      break
  }
}
