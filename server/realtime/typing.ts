import { directPeople, encodePush, topics, type ConversationId } from '../../protocol/index.ts'
import type { Broker } from '../broker/broker.ts'
import type { Caller } from '../domain/caller.ts'
import type { TypingAnnouncer } from '../handlers/socket/socket-handler.ts'
import type { Metrics } from '../observability/metrics.ts'

/** A client repeats itself every 3 s while its person types: anything more often is told once. */
const REPEAT_AFTER = 2_000
/** Notices received per second by all connections together; what is beyond is dropped. */
const DELIVERIES_PER_SECOND = 20_000

export type TypingDeps = {
  node: string
  broker: Broker
  /** How many connections of this node hear a topic. */
  subscribers: (topic: string) => number
  metrics: Metrics
}

/** Tells who types, merges repetitions, and drops notices where they would crowd out messages. */
export class Typing implements TypingAnnouncer {
  readonly #deps: TypingDeps
  /** Who was said to type where, since when; two halves, the older of which is forgotten in turn. */
  #told = new Map<string, number>()
  #toldBefore = new Map<string, number>()
  #turnedAt = 0
  #second = 0
  #deliveries = 0

  constructor(deps: TypingDeps) {
    this.#deps = deps
  }

  typing(caller: Caller, connection: number, conversation: ConversationId, on: boolean): void {
    const now = performance.now()
    if (this.#isRepetition(`${caller.user} ${conversation}`, on, now)) return
    const to = directPeople(conversation)?.map(topics.user) ?? [topics.conversation(conversation)]
    if (!this.#hasRoom(to, now)) return void this.#deps.metrics.counts.typingShed++
    const topic = topics.conversation(conversation)
    this.#deps.broker.publish({
      kind: 'frame',
      topics: [...new Set(to)],
      frame: encodePush({ push: 'typing', topic, user: caller.user, on }),
      except: { user: caller.user, connection: `${this.#deps.node}/${connection}` },
    })
  }

  #isRepetition(who: string, on: boolean, now: number): boolean {
    if (now - this.#turnedAt > REPEAT_AFTER) {
      this.#toldBefore = this.#told
      this.#told = new Map()
      this.#turnedAt = now
    }
    const since = this.#told.get(who) ?? this.#toldBefore.get(who)
    const isSaid = since !== undefined && now - since < REPEAT_AFTER
    if (on && !isSaid) this.#told.set(who, now)
    if (!on) this.#forget(who)
    return on && isSaid
  }

  #forget(who: string): void {
    this.#told.delete(who)
    this.#toldBefore.delete(who)
  }

  #hasRoom(to: readonly string[], now: number): boolean {
    const second = Math.floor(now / 1000)
    if (second !== this.#second) this.#deliveries = 0
    this.#second = second
    for (const topic of to) this.#deliveries += this.#deps.subscribers(topic)
    return this.#deliveries <= DELIVERIES_PER_SECOND
  }
}
