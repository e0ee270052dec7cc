import type { Role, UserId } from '../../../../../protocol/index.ts'
import type { MessageItem } from '../timeline/timeline-rows.ts'

export type MessageAction =
  'react' | 'reply' | 'edit' | 'copy' | 'remove' | 'retry' | 'edit-failed' | 'discard'

export type Standing = {
  me: UserId | null
  /** Whether anything can be written here. */
  canWrite: boolean
  /** The own role in a group. */
  role: Role | null
}

/** What can be done with a message, in the order in which it is offered. */
export function messageActions(
  { event, state, tried }: MessageItem,
  { me, canWrite, role }: Standing,
): MessageAction[] {
  const own = event.author === me
  if (state === 'failed')
    return [...(canWrite ? (['retry'] as const) : []), 'edit-failed', 'copy', 'discard']
  if (state === 'pending') return tried ? ['copy'] : ['copy', 'discard']
  if (event.text === null) return []
  const moderates = role === 'owner' || role === 'admin'
  const actions: MessageAction[] = ['copy']
  if (canWrite) {
    actions.unshift('react', 'reply')
    if (own) actions.splice(2, 0, 'edit')
    if (own || moderates) actions.push('remove')
  }
  return actions
}

/** Keys that do the same while a message has the focus. */
export const ACTION_KEYS: Partial<Record<MessageAction, string>> = {
  react: '+',
  reply: 'r',
  edit: 'e',
  copy: 'c',
  remove: 'delete',
  retry: 'enter',
}

export function actionOfKey(
  event: KeyboardEvent,
  offered: readonly MessageAction[],
): MessageAction | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return null
  const key = event.key.toLowerCase()
  const wanted = key === 'backspace' ? 'delete' : key
  return offered.find((action) => ACTION_KEYS[action] === wanted) ?? null
}
