import type { AnyEvent, ConversationId } from '../../protocol/index.ts'
import { eventOf, isTyped, type Ack, type Write } from '../outbox/outbox.ts'
import type { Parts } from './parts.ts'

/** Follows own writes from the outbox into the log. */
export class Writes {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Something is to be sent, by this window or another. */
  pump(): void {
    const { outbox, sender, turn } = this.#parts
    if (outbox.unsent > 0) turn.hurry()
    sender.pump()
  }

  /** An acknowledgement says what the event will be, which may come later or was lost. */
  acknowledged(write: Write, ack: Ack): void {
    this.#parts.siblings.tell({ type: 'acknowledged', cid: write.cid, ack })
    this.#take(write, ack)
  }

  /** Another window sent it. */
  acknowledgedElsewhere(cid: string, ack: Ack): void {
    const write = this.#parts.outbox.get(cid)
    if (write) this.#take(write, ack, 'told')
  }

  #take(write: Write, ack: Ack, told?: 'told'): void {
    this.#parts.outbox.acknowledge(write.cid, ack, told)
    this.#parts.conversations.receive(write.conversation, [eventOf(write, ack)], true)
  }

  /** Seen in the log: as good as an acknowledgement. */
  stored(id: ConversationId, { cid, seq, at, messages }: AnyEvent): void {
    if (cid === undefined) return
    this.#parts.outbox.acknowledge(cid, { seq, at, messages })
    this.retire(id)
  }

  /** A refused reaction or deletion holds nothing typed: said while it is in memory, and not kept. */
  refused(write: Write): void {
    if (!isTyped(write)) this.#parts.writer.outboxRemoved(write.cid)
  }

  /** What is in the log and on screen needs no row of its own. */
  retire(id: ConversationId): void {
    const { conversations, outbox, timelines } = this.#parts
    const head = conversations.get(id)?.conversation.head ?? 0
    outbox.retire(id, (seq) => seq <= head && timelines.covers(id, seq))
  }

  /** A conversation changed in what it shows, or in what is unsent in it. */
  changed(id: ConversationId): void {
    const { list, timelines, connection, conversations } = this.#parts
    list.changed(id)
    timelines.get(id)?.signal.invalidate()
    connection.invalidate()
    if (conversations.get(id)?.ended) this.#ended(id)
  }

  /** One that has ended goes once nothing that was typed is in it any more. */
  #ended(id: ConversationId): void {
    const { conversations, drafts, outbox } = this.#parts
    outbox.retire(id, () => true)
    if (!outbox.holdsText(id) && !drafts.has(id)) conversations.bury(id)
  }
}
