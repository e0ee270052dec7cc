import {
  directPeople,
  topics,
  type ConversationId,
  type Seq,
  type UserId,
  type Welcome,
} from '../../protocol/index.ts'
import type { BrokerMessage, FollowMessage } from '../broker/broker.ts'

/** What a person is owed who was welcomed while other things happened. */
export type CatchUp = {
  /** To be sent after the welcome, in this order. */
  frames: readonly string[]
  /** Topics to subscribe to then. */
  hears: ReadonlySet<string>
  /** Conversations that began meanwhile and that the welcome does not hold. */
  introductions: readonly FollowMessage[]
}

/**
 * The welcome was read at some moment while `missed` was delivered, so it holds some of it and not the
 * rest: what is at or below a conversation's head in it is known.
 */
export function catchUp(
  user: UserId,
  { conversations }: Welcome,
  missed: readonly BrokerMessage[],
): CatchUp {
  const heads = new Map<ConversationId, Seq>()
  const hears = new Set<string>([topics.space, topics.user(user)])
  for (const { conversation } of conversations) {
    heads.set(conversation.id, conversation.head)
    if (!directPeople(conversation.id)) hears.add(topics.conversation(conversation.id))
  }
  const head = (conversation: ConversationId): Seq => heads.get(conversation) ?? 0
  const frames: string[] = []
  const introductions = new Map<ConversationId, FollowMessage>()
  const ended = new Set<ConversationId>()
  for (const message of missed) {
    if (message.kind === 'events' || message.kind === 'frame') {
      const isKnown = message.kind === 'events' && message.last <= head(message.conversation)
      if (!isKnown && message.topics.some((topic) => hears.has(topic))) frames.push(message.frame)
    } else if (message.kind === 'follow' && message.user === user) {
      // They were told that it ended, so they must be told that it began even if the welcome had it.
      const isKnown = message.seq <= head(message.conversation)
      if (!isKnown || ended.has(message.conversation)) {
        introductions.set(message.conversation, message)
      }
    } else if (message.kind === 'unfollow' && message.user === user) {
      ended.add(message.conversation)
      introductions.delete(message.conversation)
      const isRejoined = head(message.conversation) > message.seq
      if (!isRejoined) hears.delete(topics.conversation(message.conversation))
    }
  }
  return { frames, hears, introductions: [...introductions.values()] }
}
