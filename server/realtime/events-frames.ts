import { topics, type ConversationId, type Event } from '../../protocol/index.ts'

/** A frame much larger than this would fill a reader's buffer at once: long runs are parted. */
const FRAME_LENGTH = 64 * 1024
/** About what an event takes in a frame besides its text. */
const EVENT_LENGTH = 128

export type EventsFrame = { frame: string; last: Event }

/** Encodes events of one conversation once for everybody, in as few frames as fit. */
export function encodeEvents(
  conversation: ConversationId,
  events: readonly Event[],
): EventsFrame[] {
  const topic = JSON.stringify(topics.conversation(conversation))
  return parted(events).map((part) => ({
    frame: `{"push":"events","topic":${topic},"events":${JSON.stringify(part)}}`,
    last: part.at(-1)!,
  }))
}

function parted(events: readonly Event[]): readonly (readonly Event[])[] {
  const parts: Event[][] = []
  let room = 0
  for (const event of events) {
    const length = EVENT_LENGTH + ('text' in event ? (event.text?.length ?? 0) : 0)
    if (room < length) {
      parts.push([])
      room = FRAME_LENGTH
    }
    room -= length
    parts.at(-1)!.push(event)
  }
  return parts
}
