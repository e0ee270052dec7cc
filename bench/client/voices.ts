import { setTimeout as wait } from 'node:timers/promises'
import { directConversation } from '../../protocol/index.ts'
import { ParleyMember } from '../parley/parley-member.ts'
import type { SeededPerson } from '../seed/seed-space.ts'
import { numberedText } from '../texts.ts'

type Voice = { member: ParleyMember; conversation: string }

export type Said = { conversation: string; text: string }

const NUMBER_SIZE = 8
/** Said so much later, a message is the newest by everybody's clock; milliseconds. */
const apart = 20

/** What a message's text begins with, which no other one's does. */
export function markOf(number: number): string {
  return `#${String(number).padStart(NUMBER_SIZE, '0')}`
}

/**
 * Other people, each of whom writes to the same person. Their messages are numbered through. Unlike the
 * bench's generators they wait by timers: the browser that is measured needs the core.
 */
export class Voices {
  /** Conversations in the order of the people. */
  readonly conversations: readonly string[]
  #said = 0
  #stored = 0
  #onStored: () => void = () => undefined
  readonly #newest = new Map<string, number>()
  readonly #voices: readonly Voice[]
  readonly #textOf: (number: number) => string

  private constructor(voices: readonly Voice[], textOf: (number: number) => string) {
    this.#voices = voices
    this.#textOf = textOf
    this.conversations = voices.map(({ conversation }) => conversation)
    for (const { member } of voices) {
      member.listen({
        onAck: () => {
          this.#stored++
          this.#onStored()
        },
      })
    }
  }

  static async connect(
    port: number,
    listener: SeededPerson,
    others: readonly SeededPerson[],
    textOf = numberedText,
  ): Promise<Voices> {
    const voices: Voice[] = []
    for (const other of others) {
      const member = await ParleyMember.connect(port, other)
      voices.push({ member, conversation: directConversation(listener.id, other.id) })
    }
    return new Voices(voices, textOf)
  }

  /** What the newest message begins with, by its conversation. */
  marks(): Record<string, string> {
    return Object.fromEntries(
      [...this.#newest].map(([conversation, number]) => [conversation, markOf(number)]),
    )
  }

  /** Where the newest of all is, and what it begins with. */
  get newest(): Said {
    const [conversation, number] = [...this.#newest].sort(([, a], [, b]) => b - a)[0]!
    return { conversation, text: markOf(number) }
  }

  /** Says so many at once, by all in turn, the last one a moment later; answers that one. */
  async say(count: number): Promise<Said> {
    this.#say(count - 1, this.#voices)
    await this.#allStored()
    await wait(apart)
    this.#say(1, this.#voices)
    await this.#allStored()
    return this.newest
  }

  /** Says messages at a steady rate, all of them or the one whose number is given. */
  async keepSaying(perSecond: number, seconds: number, voice?: number): Promise<void> {
    const speaking = voice === undefined ? this.#voices : [this.#voices[voice]!]
    const start = performance.now()
    const total = Math.round(perSecond * seconds)
    for (let said = 0; said < total;) {
      const due = Math.min(total, Math.floor(((performance.now() - start) / 1000) * perSecond))
      this.#say(due - said, speaking)
      said = due
      await wait(1)
    }
    await this.#allStored()
  }

  #say(count: number, speaking: readonly Voice[]): void {
    for (let said = 0; said < count; said++) {
      const number = ++this.#said
      const { conversation, member } = speaking[number % speaking.length]!
      member.send(conversation, [this.#textOf(number)])
      this.#newest.set(conversation, number)
    }
  }

  #allStored(): Promise<void> {
    return new Promise((resolve) => {
      this.#onStored = () => {
        if (this.#stored === this.#said) resolve()
      }
      this.#onStored()
    })
  }

  close(): void {
    for (const { member } of this.#voices) member.socket.close()
  }
}

/** The listener says at another device of theirs that all of it was read. */
export async function readAll(port: number, listener: SeededPerson): Promise<void> {
  const reader = await ParleyMember.connect(port, listener, { device: 1 })
  const { conversations } = reader.welcome
  await new Promise<void>((resolve) => {
    let answered = 0
    reader.listen({
      onAck: () => {
        if (++answered === conversations.length) resolve()
      },
    })
    conversations.forEach(({ conversation: { head, id } }, index) => {
      reader.socket.send(
        JSON.stringify({ id: index + 1, type: 'read', conversation: id, seq: head }),
      )
    })
  })
  reader.socket.close()
}
