import type { Conversation, Event, Resumed, Seq } from '../../protocol/index.ts'
import { limits } from '../../protocol/limits.ts'

/** What a resume tells of one conversation; `read` answers the events after the position. */
export type ResumeStep = (
  conversation: Conversation,
  position: Seq | undefined,
  read: () => Event[],
) => Resumed

/** Decides conversation by conversation what a resume sends, so that it stays within its limits. */
export function resumeBudget(): ResumeStep {
  let eventsLeft: number = limits.resumeTotal
  let bytesLeft: number = limits.resumeBytes
  return (conversation, position, read) => {
    if (position === undefined) return { conversation }
    const missing = conversation.head - position
    if (missing === 0) return { conversation, events: [] }
    if (missing < 0 || missing > limits.resumeEvents || missing > eventsLeft)
      return { conversation, tooFar: true }
    // What was read and then turns out too large counts as well: reading is what events are bounded for.
    eventsLeft -= missing
    const events = read()
    const bytes = Buffer.byteLength(JSON.stringify(events))
    if (bytes > bytesLeft) return { conversation, tooFar: true }
    bytesLeft -= bytes
    return { conversation, events }
  }
}
