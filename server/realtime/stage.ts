import {
  encodePush,
  topics,
  type Conversation,
  type ConversationId,
  type UserId,
  type Welcome,
} from '../../protocol/index.ts'
import type {
  Broker,
  BrokerMessage,
  EventsMessage,
  FollowMessage,
  FrameMessage,
  UnfollowMessage,
} from '../broker/broker.ts'
import type { Audience, StreamMark } from '../transport/socket/audience.ts'
import type { Connection } from '../transport/socket/connection.ts'
import type { Connections } from '../transport/socket/connections.ts'
import type { NativeTopics } from '../transport/socket/native-topics.ts'
import { catchUp } from './catch-up.ts'
import { Journal, type JournalMark } from './journal.ts'

export type StageDeps = {
  /** Part of the names that connections have across nodes. */
  node: string
  connections: Connections
  topics: NativeTopics
  /** The conversation as this person sees it now; null for an outsider. */
  seenBy: (conversation: ConversationId, user: UserId) => Promise<Conversation | null>
  presence: { arrived: (user: UserId) => void; left: (connection: Connection) => void }
  onFailure: (error: unknown, doing: string) => void
}

/** A conversation that is being introduced to somebody, and what waits for that. */
type Gate = { introductions: number; waiting: BrokerMessage[] }

/**
 * Delivers what the broker brings to this node's connections, in order, and keeps each of them
 * subscribed to just what is its person's to hear.
 *
 * While a conversation is introduced to somebody (which needs a look into storage), what comes after
 * in that conversation waits, so that `began` precedes it for them and nothing is missing between.
 */
export class Stage implements Audience {
  readonly #deps: StageDeps
  readonly #journal = new Journal<BrokerMessage>()
  readonly #gates = new Map<ConversationId, Gate>()

  constructor(deps: StageDeps) {
    this.#deps = deps
  }

  /** Returns the way to stop. */
  listen(broker: Broker): () => void {
    return broker.subscribe((message) => this.#heard(message))
  }

  mark(): StreamMark {
    return this.#journal.mark()
  }

  admit(connection: Connection, welcome: Welcome, mark: StreamMark): void {
    const { user, session } = connection.caller!
    const missed = [...this.#journal.since(mark as JournalMark<BrokerMessage>)]
    if (missed.some((one) => one.kind === 'end-sessions' && one.sessions.includes(session))) {
      return connection.close('unauthorised', 'signed out')
    }
    const { frames, hears, introductions } = catchUp(user, welcome, missed)
    for (const frame of frames) connection.send(frame)
    connection.flush()
    for (const topic of hears) connection.subscribe(topic)
    this.#deps.connections.welcomed(connection)
    this.#deps.presence.arrived(user)
    for (const introduction of introductions) this.#heard(introduction)
  }

  keepAtDoor(connection: Connection, mark: StreamMark): void {
    for (const message of this.#journal.since(mark as JournalMark<BrokerMessage>)) {
      if (message.kind === 'admit') this.#admitted(message.user, [connection])
      if (message.kind === 'end-sessions') {
        this.#endSessions(new Set(message.sessions), [connection])
      }
    }
  }

  left(connection: Connection): void {
    this.#deps.presence.left(connection)
  }

  #heard(message: BrokerMessage): void {
    const gate = 'conversation' in message ? this.#gates.get(message.conversation) : undefined
    if (!gate) this.#deliver(message)
    else if (message.kind === 'follow' && gate.waiting.length === 0) this.#deliver(message)
    else gate.waiting.push(message)
  }

  #deliver(message: BrokerMessage): void {
    if (message.kind === 'presence') return
    this.#journal.record(message)
    switch (message.kind) {
      case 'events':
        return this.#publish(message)
      case 'frame':
        return this.#publish(message, this.#exception(message))
      case 'follow':
        return this.#follow(message)
      case 'unfollow':
        return this.#unfollow(message)
      case 'end-sessions':
        return this.#endSessions(new Set(message.sessions))
      case 'admit':
        return this.#admitted(message.user)
    }
  }

  #publish(message: EventsMessage | FrameMessage, except?: Connection): void {
    // Encoded once also for the native library, which takes bytes as they are.
    const frame = message.topics.length > 1 ? Buffer.from(message.frame) : message.frame
    for (const topic of message.topics) this.#deps.topics.publish(topic, frame, except)
  }

  #exception({ except }: FrameMessage): Connection | undefined {
    if (!except) return undefined
    const { connections, node } = this.#deps
    return connections
      .of(except.user)
      .find((connection) => `${node}/${connection.id}` === except.connection)
  }

  #follow({ conversation, user }: FollowMessage): void {
    if (this.#deps.connections.of(user).length === 0) return
    let gate = this.#gates.get(conversation)
    if (!gate) this.#gates.set(conversation, (gate = { introductions: 0, waiting: [] }))
    gate.introductions++
    void this.#introduce(conversation, user).finally(() => this.#introduced(conversation, gate))
  }

  async #introduce(conversation: ConversationId, user: UserId): Promise<void> {
    const { connections, onFailure, seenBy } = this.#deps
    const seen = await seenBy(conversation, user).catch((error: unknown) => {
      onFailure(error, 'began')
      return undefined
    })
    if (seen === null) return
    if (seen) this.#deliver(personal(user, { push: 'began', conversation: seen }))
    // Where the look failed they hear what comes all the same, and ask for what they find missing.
    for (const connection of connections.of(user)) this.#subscribe(connection, conversation)
  }

  #introduced(conversation: ConversationId, gate: Gate): void {
    if (--gate.introductions > 0) return
    this.#gates.delete(conversation)
    for (const message of gate.waiting) this.#heard(message)
  }

  #subscribe(connection: Connection, conversation: ConversationId): void {
    if (!conversation.includes('.')) connection.subscribe(topics.conversation(conversation))
  }

  #unfollow({ conversation, reason, user }: UnfollowMessage): void {
    for (const connection of this.#deps.connections.of(user)) {
      connection.unsubscribe(topics.conversation(conversation))
    }
    this.#deliver(personal(user, { push: 'ended', conversation, reason }))
  }

  /** They come back at once, and are welcomed then. */
  #admitted(user: UserId, among = [...this.#deps.connections.all()]): void {
    for (const connection of among) {
      const isTheirs = connection.phase === 'at-door' && connection.caller?.user === user
      if (isTheirs) connection.close('drain', 'you were let in; come back')
    }
  }

  #endSessions(sessions: ReadonlySet<string>, among = [...this.#deps.connections.all()]): void {
    for (const connection of among) {
      const session = connection.caller?.session
      if (session && sessions.has(session)) connection.close('unauthorised', 'signed out')
    }
  }
}

type Personal =
  | { push: 'began'; conversation: Conversation }
  | { push: 'ended'; conversation: ConversationId; reason: 'left' | 'removed' }

function personal(user: UserId, push: Personal): FrameMessage {
  const topic = topics.user(user)
  return { kind: 'frame', topics: [topic], frame: encodePush({ ...push, topic }) }
}
