import type { AnyEvent, EventOf, MessageEvent, Reactions, UserId } from '../../protocol/index.ts'

export type Change = EventOf<'edit' | 'delete' | 'react'>

export function isChange(event: AnyEvent): event is Change {
  return event.kind === 'edit' || event.kind === 'delete' || event.kind === 'react'
}

/**
 * An event of the log after a later one. The same object where that changes nothing: it concerns
 * another message, or the message holds it already (`rev`).
 */
export function foldMessage<E extends AnyEvent>(event: E, change: AnyEvent): E {
  if (event.kind !== 'message' || !isChange(change) || change.target !== event.seq) return event
  if (change.seq <= (event.rev ?? event.seq)) return event
  return { ...changed(event, change), rev: change.seq } as E
}

/** The message with a change, whatever came before. */
export function changed(message: MessageEvent, change: Change): MessageEvent {
  switch (change.kind) {
    case 'edit':
      return { ...message, text: change.text, editedAt: change.at }
    case 'delete': {
      const { reactions: _reactions, editedAt: _editedAt, ...rest } = message
      return { ...rest, text: null, deletedBy: change.author }
    }
    case 'react': {
      const { reactions: before, ...rest } = message
      const reactions = reacted(before ?? {}, change.emoji, change.author, change.on)
      return reactions ? { ...rest, reactions } : rest
    }
  }
}

function reacted(before: Reactions, emoji: string, user: UserId, on: boolean): Reactions | null {
  const had = new Map(Object.entries(before))
  const users = had.get(emoji) ?? []
  if (on && !users.includes(user)) had.set(emoji, [...users, user])
  if (!on) had.set(emoji, without(users, user))
  if (had.get(emoji)?.length === 0) had.delete(emoji)
  return had.size > 0 ? Object.fromEntries(had) : null
}

function without(users: readonly UserId[], user: UserId): UserId[] {
  return users.filter((other) => other !== user)
}

/** As the log keeps it here: the text of an edit is in the message it changed, and goes when that does. */
export function kept(event: AnyEvent): AnyEvent {
  return event.kind === 'edit' && event.text !== null ? { ...event, text: null } : event
}
