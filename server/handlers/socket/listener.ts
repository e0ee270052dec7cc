import type { ConversationId, PresenceState, UserId } from '../../../protocol/index.ts'

/** One connection, as far as a handler may ask something of it. */
export interface Listener {
  /** Unique on this node. */
  readonly id: number
  /** Whether the person is at this device, as it last said. */
  activity: Exclude<PresenceState, 'offline'>
  /** Whether the conversation is the person's to hear now: a membership that ends, ends this at once. */
  hears(conversation: ConversationId): boolean
  /** Replaces the set of people whose presence it is told. */
  watch(users: readonly UserId[]): void
}
