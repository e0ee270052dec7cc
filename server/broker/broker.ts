import type { ConversationId, PresenceState, Seq, SessionId, UserId } from '../../protocol/index.ts'

/**
 * The broker port: carries what was committed or announced on one node to every node, itself included.
 * Implementations pass the suite in `broker.contract.ts`.
 */
export interface Broker {
  /**
   * Hands a message to the listeners of all nodes, each at most once, and those of one publisher in the
   * order of the calls. Never throws and does not wait: what is lost is found again by seq.
   */
  publish(message: BrokerMessage): void
  /** Calls `listener` with each message from now on. Returns the way to stop. */
  subscribe(listener: (message: BrokerMessage) => void): () => void
  close(): Promise<void>
}

/** Messages are plain data: a broker may send them over a network. */
export type BrokerMessage =
  | EventsMessage
  | FollowMessage
  | UnfollowMessage
  | FrameMessage
  | EndSessionsMessage
  | AdmitMessage
  | PresenceMessage

/** Committed events of one conversation, encoded once for everybody. */
export type EventsMessage = {
  kind: 'events'
  conversation: ConversationId
  topics: readonly string[]
  frame: string
  /** Seq of the last event in the frame. */
  last: Seq
}

/** From the event at `seq` on, the conversation is this person's to hear. */
export type FollowMessage = {
  kind: 'follow'
  conversation: ConversationId
  user: UserId
  seq: Seq
}

/** Nothing after the event at `seq` may reach this person. */
export type UnfollowMessage = {
  kind: 'unfollow'
  conversation: ConversationId
  user: UserId
  seq: Seq
  reason: 'left' | 'removed'
}

/** Any other push, encoded. */
export type FrameMessage = {
  kind: 'frame'
  topics: readonly string[]
  frame: string
  /** A connection that already knows, of this person. */
  except?: { user: UserId; connection: string }
}

export type EndSessionsMessage = { kind: 'end-sessions'; sessions: readonly SessionId[] }

/** Somebody who waited was let in. */
export type AdmitMessage = { kind: 'admit'; user: UserId }

/** Where a person is as far as one node's connections tell. */
export type PresenceMessage = {
  kind: 'presence'
  node: string
  user: UserId
  state: PresenceState
}
