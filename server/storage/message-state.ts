import type { EventOf, MessageEvent, UserId } from '../../protocol/index.ts'
import { limits } from '../../protocol/limits.ts'

/** The message after an event that targets it. A reaction that is there, or gone, already changes `rev` alone. */
export function changedMessage(
  message: MessageEvent,
  event: EventOf<'edit' | 'delete' | 'react'>,
): MessageEvent {
  const rev = event.seq
  switch (event.kind) {
    case 'edit':
      return { ...message, text: event.text, editedAt: event.at, rev }
    case 'delete': {
      const { reactions: _reactions, editedAt: _editedAt, ...rest } = message
      return { ...rest, text: null, deletedBy: event.author, rev }
    }
    case 'react': {
      const { reactions: before, ...rest } = message
      const reactions = reacted(before, event.emoji, event.author, event.on)
      return { ...rest, ...(reactions && { reactions }), rev }
    }
  }
}

function reacted(
  before: MessageEvent['reactions'],
  emoji: string,
  user: UserId,
  on: boolean,
): MessageEvent['reactions'] {
  const all = new Map(Object.entries(before ?? {}))
  const others = (all.get(emoji) ?? []).filter((other) => other !== user)
  const users = !on ? others : all.get(emoji)?.includes(user) ? all.get(emoji)! : [...others, user]
  if (users.length > 0) all.set(emoji, users)
  else all.delete(emoji)
  return all.size > 0 ? Object.fromEntries(all) : undefined
}

/** Whether one more emoji would pass `limits.reactionsPerMessage` different ones. */
export function reactionsFull(message: MessageEvent, emoji: string): boolean {
  const emojis = Object.keys(message.reactions ?? {})
  return emojis.length >= limits.reactionsPerMessage && !emojis.includes(emoji)
}
