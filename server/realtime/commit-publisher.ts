import { directPeople, topics, type ConversationId, type Event } from '../../protocol/index.ts'
import type { Broker } from '../broker/broker.ts'
import type { Metrics } from '../observability/metrics.ts'
import type { Committed } from '../storage/storage.ts'
import { encodeEvents } from './events-frames.ts'

/** Makes known what each commit stored, in its order: who begins to hear, the events, who hears no more. */
export class CommitPublisher {
  readonly #broker: Broker
  readonly #metrics: Metrics

  constructor(broker: Broker, metrics: Metrics) {
    this.#broker = broker
    this.#metrics = metrics
  }

  publish(committed: readonly Committed[]): void {
    this.#metrics.counts.commits++
    for (const { conversation, events } of committed) {
      this.#metrics.counts.eventsCommitted += events.length
      if (directPeople(conversation)) this.#publishDirect(conversation, events)
      else for (const stretch of stretches(events)) this.#publishStretch(conversation, stretch)
    }
  }

  /** Both people hear it on their own topics: there are too many direct conversations for one each. */
  #publishDirect(conversation: ConversationId, events: readonly Event[]): void {
    const people = [...new Set(directPeople(conversation))]
    if (events[0]?.seq === 1) for (const user of people) this.#follow(conversation, user, 1)
    this.#publishEvents(conversation, people.map(topics.user), events)
  }

  #publishStretch(conversation: ConversationId, events: readonly Event[]): void {
    for (const event of events) {
      if (event.kind === 'join') this.#follow(conversation, event.user, event.seq)
    }
    this.#publishEvents(conversation, [topics.conversation(conversation)], events)
    const last = events.at(-1)
    if (last?.kind !== 'leave') return
    const { author, seq, user } = last
    const reason = author === user ? 'left' : 'removed'
    this.#broker.publish({ kind: 'unfollow', conversation, user, seq, reason })
  }

  #follow(conversation: ConversationId, user: string, seq: number): void {
    this.#broker.publish({ kind: 'follow', conversation, user, seq })
  }

  #publishEvents(
    conversation: ConversationId,
    to: readonly string[],
    events: readonly Event[],
  ): void {
    for (const { frame, last } of encodeEvents(conversation, events)) {
      this.#broker.publish({ kind: 'events', conversation, topics: to, frame, last: last.seq })
    }
  }
}

/** Parts a commit's events after each one that ends a membership: what follows it is not for that person. */
function stretches(events: readonly Event[]): readonly (readonly Event[])[] {
  const parted: Event[][] = [[]]
  for (const [index, event] of events.entries()) {
    parted.at(-1)!.push(event)
    if (event.kind === 'leave' && index < events.length - 1) parted.push([])
  }
  return parted
}
