import type { ConversationId, RequestOk, Seq } from '../../protocol/index.ts'
import type { Clock } from '../clock.ts'

export type ReadMarkersOptions = {
  clock: Clock
  online(): boolean
  tell(conversation: ConversationId, seq: Seq): Promise<RequestOk<'read'>>
  told(conversation: ConversationId, marker: RequestOk<'read'>): void
}

/** Scrolling through what is unread moves the marker at each row: the furthest of a moment is told. */
const GATHER = 300

/** Tells the server how far one has read, coalesced; what it does not hear is told after reconnecting. */
export class ReadMarkers {
  readonly #options: ReadMarkersOptions
  readonly #moved = new Map<ConversationId, Seq>()
  #callOff: (() => void) | null = null

  constructor(options: ReadMarkersOptions) {
    this.#options = options
  }

  move(conversation: ConversationId, seq: Seq): void {
    this.#moved.set(conversation, Math.max(seq, this.#moved.get(conversation) ?? 0))
    this.#callOff ??= this.#options.clock.after(GATHER, () => this.#tellAll())
  }

  /** At the server the marker stands at `known`: tells where it is not as far as here. */
  compare(conversation: ConversationId, here: Seq, known: Seq): void {
    if (here > known) this.move(conversation, here)
  }

  clear(): void {
    this.#moved.clear()
    this.#callOff?.()
    this.#callOff = null
  }

  #tellAll(): void {
    this.#callOff = null
    if (!this.#options.online()) return
    const moved = [...this.#moved]
    this.#moved.clear()
    for (const [conversation, seq] of moved) void this.#tell(conversation, seq)
  }

  async #tell(conversation: ConversationId, seq: Seq): Promise<void> {
    try {
      this.#options.told(conversation, await this.#options.tell(conversation, seq))
    } catch {
      // The next comparison of heads finds the difference.
    }
  }
}
