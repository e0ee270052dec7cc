import type { Refusal, Seq, UserId } from '../../../../../protocol/index.ts'
import type { MessageKey } from '../../../i18n/messages.ts'
import type { MessageItem } from '../timeline/timeline-rows.ts'

/** How far an own message got; null for those of others. */
export type SendState = 'pending' | 'sent' | 'read' | 'failed'

export function sendState(
  { event, state, changing }: MessageItem,
  me: UserId | null,
  peerRead: Seq | null,
): SendState | null {
  if (event.author !== me) return null
  if (state === 'failed') return 'failed'
  if (state === 'pending' || changing) return 'pending'
  return peerRead !== null && event.seq <= peerRead ? 'read' : 'sent'
}

const REASONS: Record<string, MessageKey> = {
  archived: 'chat.refused.archived',
  forbidden: 'chat.refused.notMember',
  not_found: 'chat.refused.notMember',
  limit_reached: 'chat.refused.tooManyReactions',
  invalid: 'chat.refused.invalid',
  other_space: 'chat.refused.otherSpace',
}

/** Why the space refused what somebody wrote, as the key of a sentence. */
export function refusalReason(
  problem: Refusal | null,
  concern: 'message' | 'change' = 'message',
): { key: MessageKey; blanks: Record<string, number> } {
  const code = problem?.code ?? ''
  if (problem?.limit !== undefined && (code === 'invalid' || code === 'too_large')) {
    return { key: 'chat.refused.tooLong', blanks: { count: problem.limit } }
  }
  if (concern === 'change' && code === 'not_found') return { key: 'chat.refused.gone', blanks: {} }
  return { key: REASONS[code] ?? 'chat.refused.other', blanks: {} }
}
