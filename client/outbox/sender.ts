import { Refused, type ConversationId, type Refusal } from '../../protocol/index.ts'
import type { Clock } from '../clock.ts'
import { createBackoff, type Backoff } from '../link/backoff.ts'
import type { RandomBytes } from '../random.ts'
import { isRefusedForGood, type Ack, type Outbox, type Write } from './outbox.ts'

export type SenderOptions = {
  outbox: Outbox
  clock: Clock
  random: RandomBytes
  /** Connected, and this window's turn among those that share the outbox. */
  maySend(): boolean
  /** Everything taken in so far is stored. */
  stored(): Promise<void>
  send(write: Write): Promise<Ack>
  acknowledged(write: Write, ack: Ack): void
  refused(write: Write): void
  /** `trouble` is another. */
  changed(): void
}

/** Refusals that may pass, and of which it is certain that nothing was stored. */
const NOT_TAKEN: ReadonlySet<string> = new Set(['rate_limited', 'storage_full', 'unauthorised'])

type Lane = { busy: boolean; backoff: Backoff; callOff: (() => void) | null }

/**
 * Sends what is in the outbox: of each conversation one write at a time, so that a refusal or a retry
 * never lets a later one overtake.
 */
export class Sender {
  readonly #options: SenderOptions
  #trouble: Refusal | null = null
  readonly #lanes = new Map<ConversationId, Lane>()

  constructor(options: SenderOptions) {
    this.#options = options
  }

  /** What the server said that keeps writes waiting. */
  get trouble(): Refusal | null {
    return this.#trouble
  }

  #setTrouble(trouble: Refusal | null): void {
    if (this.#trouble === trouble) return
    this.#trouble = trouble
    this.#options.changed()
  }

  /** A sign of life: whoever waits tries at once. */
  kick(): void {
    for (const lane of this.#lanes.values()) {
      lane.callOff?.()
      lane.callOff = null
      lane.backoff.reset()
    }
    this.pump()
  }

  pump(): void {
    for (const conversation of [...this.#options.outbox.conversations()])
      void this.#pumpLane(conversation)
  }

  /** Ends all waiting. */
  stop(): void {
    for (const lane of this.#lanes.values()) lane.callOff?.()
    this.#lanes.clear()
    this.#setTrouble(null)
  }

  #lane(conversation: ConversationId): Lane {
    const lane = this.#lanes.get(conversation) ?? {
      busy: false,
      backoff: createBackoff(this.#options.random, { first: 500 }),
      callOff: null,
    }
    this.#lanes.set(conversation, lane)
    return lane
  }

  async #pumpLane(conversation: ConversationId): Promise<void> {
    const { outbox, maySend, stored } = this.#options
    const lane = this.#lane(conversation)
    if (lane.busy || lane.callOff) return
    lane.busy = true
    try {
      for (let write = outbox.next(conversation); write; write = outbox.next(conversation)) {
        if (!maySend()) break
        outbox.tried(write.cid)
        await stored()
        if (!(await this.#attempt(write, lane))) break
      }
    } finally {
      lane.busy = false
    }
    if (!outbox.next(conversation) && !lane.callOff) this.#lanes.delete(conversation)
  }

  /** `write` as it was before it was marked as tried. True where the next one may follow. */
  async #attempt(write: Write, lane: Lane): Promise<boolean> {
    const { outbox, maySend, send, acknowledged, refused } = this.#options
    if (outbox.get(write.cid)?.state !== 'waiting') return true
    if (!maySend()) {
      if (!write.tried) outbox.notTaken(write.cid)
      return false
    }
    try {
      const ack = await send(write)
      lane.backoff.reset()
      this.#setTrouble(null)
      acknowledged(write, ack)
      return true
    } catch (error) {
      // Its event came, and so says more than an answer that did not.
      if (outbox.get(write.cid)?.state !== 'waiting') {
        lane.backoff.reset()
        this.#setTrouble(null)
        return true
      }
      const problem = error instanceof Refused ? error.toRefusal() : null
      if (problem && isRefusedForGood(problem)) {
        outbox.fail(write.cid, problem)
        refused(write)
        return true
      }
      if (problem && NOT_TAKEN.has(problem.code) && !write.tried) outbox.notTaken(write.cid)
      this.#wait(write.conversation, lane, problem)
      return false
    }
  }

  #wait(conversation: ConversationId, lane: Lane, problem: Refusal | null): void {
    if (problem && problem.code !== 'unauthorised') this.#setTrouble(problem)
    const wait = Math.max(lane.backoff.next(), problem?.retryAfter ?? 0)
    lane.callOff?.()
    lane.callOff = this.#options.clock.after(wait, () => {
      lane.callOff = null
      void this.#pumpLane(conversation)
    })
  }
}
