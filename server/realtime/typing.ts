import { directPeople, encodePush, topics, type ConversationId } from '../../protocol/index.ts'
import type { Broker } from '../broker/broker.ts'
import type { Caller } from '../domain/caller.ts'
import type { TypingAnnouncer } from '../handlers/socket/socket-handler.ts'
import type { Metrics } from '../observability/metrics.ts'

/** A client repeats itself every 3 s while its person types: anything more often is told once. */
const REPEAT_AFTER = 2_000
/** Longer than others believe that somebody types who says no more: then "stopped" is news to nobody. */
const KEPT_FOR = 10_000
/** Notices received per second by all connections together; what is beyond is dropped. */
const DELIVERIES_PER_SECOND = 20_000

type Told = { on: boolean; at: number }

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
  /** What was told of whom and where, and when; two halves, the older of which is forgotten in turn. */
  #told = new Map<string, Told>()
  #toldBefore = new Map<string, Told>()
  #turnedAt = 0
  #second = 0
  #deliveries = 0

  constructor(deps: TypingDeps) {
    this.#deps = deps
  }

  typing(caller: Caller, connection: number, conversation: ConversationId, on: boolean): void {
    const now = performance.now()
    if (!this.#isNews(`${caller.user} ${conversation}`, on, now)) return
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

  /**
   * One who types is told of at most every so often, however often they stop and go on; that somebody
   * stopped is told once, and only where it was told that they type.
   */
  #isNews(who: string, on: boolean, now: number): boolean {
    if (now - this.#turnedAt > KEPT_FOR) {
      this.#toldBefore = this.#told
      this.#told = new Map()
      this.#turnedAt = now
    }
    const told = this.#told.get(who) ?? this.#toldBefore.get(who)
    if (on ? told && now - told.at < REPEAT_AFTER : !told?.on) return false
    this.#told.set(who, { on, at: on ? now : told!.at })
    return true
  }

  #hasRoom(to: readonly string[], now: number): boolean {
    const second = Math.floor(now / 1000)
    if (second !== this.#second) this.#deliveries = 0
    this.#second = second
    for (const topic of to) this.#deliveries += this.#deps.subscribers(topic)
    return this.#deliveries <= DELIVERIES_PER_SECOND
  }
}
