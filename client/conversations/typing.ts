import type { ConversationId, UserId } from '../../protocol/index.ts'
import type { Clock } from '../clock.ts'

export type TypingOptions = {
  clock: Clock
  tell(conversation: ConversationId, on: boolean): void
  changed(conversation: ConversationId): void
}

const REPEAT = 3_000
const EXPIRY = 6_000
const NOBODY: readonly UserId[] = []

/** Who is composing where; and, towards the others, whether oneself is. */
export class Typing {
  readonly #options: TypingOptions
  readonly #others = new Map<ConversationId, Map<UserId, () => void>>()
  readonly #shown = new Map<ConversationId, readonly UserId[]>()
  readonly #own = new Map<ConversationId, { toldAt: number; callOff: () => void }>()

  constructor(options: TypingOptions) {
    this.#options = options
  }

  in(conversation: ConversationId): readonly UserId[] {
    return this.#shown.get(conversation) ?? NOBODY
  }

  pushed(conversation: ConversationId, user: UserId, on: boolean): void {
    const others = this.#others.get(conversation) ?? new Map<UserId, () => void>()
    this.#others.set(conversation, others)
    const was = others.has(user)
    others.get(user)?.()
    others.delete(user)
    if (on)
      others.set(
        user,
        this.#options.clock.after(EXPIRY, () => this.pushed(conversation, user, false)),
      )
    if (was !== on) this.#show(conversation, [...others.keys()])
  }

  #show(conversation: ConversationId, users: readonly UserId[]): void {
    if (users.length > 0) this.#shown.set(conversation, users)
    else {
      this.#shown.delete(conversation)
      this.#others.delete(conversation)
    }
    this.#options.changed(conversation)
  }

  /** Called at each change of the text: told at once, and every 3 s while it goes on. */
  set(conversation: ConversationId, on: boolean): void {
    const own = this.#own.get(conversation)
    const now = this.#options.clock.now()
    own?.callOff()
    if (!on) {
      this.#own.delete(conversation)
      if (own) this.#options.tell(conversation, false)
      return
    }
    const due = !own || Math.abs(now - own.toldAt) >= REPEAT
    if (due) this.#options.tell(conversation, true)
    this.#own.set(conversation, {
      toldAt: due ? now : own.toldAt,
      callOff: this.#options.clock.after(EXPIRY, () => this.set(conversation, false)),
    })
  }

  /** What was typed was sent: others see that by the message itself. */
  sent(conversation: ConversationId): void {
    this.#own.get(conversation)?.callOff()
    this.#own.delete(conversation)
  }

  /** Nobody hears of anyone while the connection is lost. */
  clear(): void {
    for (const { callOff } of this.#own.values()) callOff()
    this.#own.clear()
    for (const [conversation, others] of [...this.#others]) {
      for (const callOff of others.values()) callOff()
      others.clear()
      this.#show(conversation, [])
    }
  }
}
