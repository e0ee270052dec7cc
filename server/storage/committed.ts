import type { Event } from '../../protocol/index.ts'
import type { Appended, Committed } from './storage.ts'

/** What a commit stored, one item per conversation, in the order of its writes. */
export function committedFrom(results: readonly Appended[]): Committed[] {
  const byConversation = new Map<string, Event[]>()
  for (const result of results) {
    if (result.refused !== undefined || result.repeated) continue
    const events = byConversation.get(result.conversation)
    if (events) events.push(...result.events)
    else byConversation.set(result.conversation, [...result.events])
  }
  return [...byConversation].map(([conversation, events]) => ({ conversation, events }))
}
