import type { TimelineItem } from '../../../../../client/space-client.ts'
import type { UserId } from '../../../../../protocol/index.ts'
import type { MessageItem } from './timeline-rows.ts'

/** The last message of one's own that can be changed: the log has it, and it was not deleted. */
export function lastOwnMessage(
  items: readonly TimelineItem[],
  me: UserId | null,
): MessageItem | null {
  const found = items.findLast(
    ({ event, state }) =>
      event.kind === 'message' && event.author === me && event.text !== null && state === 'sent',
  )
  return (found as MessageItem | undefined) ?? null
}
