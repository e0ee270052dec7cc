import type { ConversationId, IdempotencyKey } from '../../protocol/index.ts'
import type { Ack } from '../outbox/outbox.ts'
import type { Draft } from '../space-client.ts'

/** What windows on one cache tell each other. */
export type SiblingMessage =
  | { type: 'outbox' }
  | { type: 'acknowledged'; cid: IdempotencyKey; ack: Ack }
  | { type: 'draft'; conversation: ConversationId; draft: Draft }
  | { type: 'account' }

export type ChannelConstructor = new (name: string) => BroadcastChannel

export interface Siblings {
  tell(message: SiblingMessage): void
  close(): void
}

/** Other windows of this browser that share the cache; none where it is not shared. */
export function meetSiblings(
  shared: string | null,
  Channel: ChannelConstructor | undefined,
  listener: (message: SiblingMessage) => void,
): Siblings {
  if (shared === null || !Channel) return { tell: () => {}, close: () => {} }
  const channel = new Channel(`parley ${shared}`)
  channel.onmessage = ({ data }) => listener(data as SiblingMessage)
  return {
    tell: (message) => channel.postMessage(message),
    close: () => channel.close(),
  }
}
