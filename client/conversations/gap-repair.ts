import type { AnyEvent, ConversationId, Positions, Seq } from '../../protocol/index.ts'
import type { Clock } from '../clock.ts'

export type GapRepairOptions = {
  clock: Clock
  /** Asks what follows the positions of these conversations, and hands the answer on. */
  sync(ids: readonly ConversationId[]): Promise<void>
}

/** How long what is missing may take to come by itself. */
const PATIENCE = 150
/** Beyond so many early events of one conversation, asking costs less than keeping them. */
const HELD = 1_000

/**
 * Holds events that came before their turn, and has the missing ones fetched. What cannot be asked for
 * now, as the connection is lost, is answered by the next `hello`.
 */
export class GapRepair {
  readonly #options: GapRepairOptions
  readonly #held = new Map<ConversationId, Map<Seq, AnyEvent>>()
  readonly #suspects = new Set<ConversationId>()
  #callOff: (() => void) | null = null

  constructor(options: GapRepairOptions) {
    this.#options = options
  }

  hold(id: ConversationId, event: AnyEvent): void {
    const held = this.#held.get(id) ?? new Map<Seq, AnyEvent>()
    this.#held.set(id, held)
    if (held.size < HELD) held.set(event.seq, event)
    this.suspect(id)
  }

  /** Something of this conversation may be missing. */
  suspect(id: ConversationId): void {
    this.#suspects.add(id)
    this.#callOff ??= this.#options.clock.after(PATIENCE, () => this.#ask())
  }

  /** The event after `head`, where it is here already; those before are forgotten. */
  take(id: ConversationId, head: Seq): AnyEvent | undefined {
    const held = this.#held.get(id)
    if (!held) return undefined
    for (const seq of held.keys()) if (seq <= head) held.delete(seq)
    const next = held.get(head + 1)
    held.delete(head + 1)
    if (held.size === 0) this.drop(id)
    return next
  }

  drop(id: ConversationId): void {
    this.#held.delete(id)
    this.#suspects.delete(id)
  }

  clear(): void {
    this.#held.clear()
    this.#suspects.clear()
    this.#callOff?.()
    this.#callOff = null
  }

  #ask(): void {
    this.#callOff = null
    const ids = [...this.#suspects]
    this.#suspects.clear()
    if (ids.length > 0) void this.#options.sync(ids)
  }
}

/** Positions of conversations that may not be known: nothing of those is here. */
export function withUnknown(known: Positions, ids: readonly ConversationId[]): Positions {
  return Object.fromEntries(ids.map((id) => [id, known[id] ?? 0]))
}
