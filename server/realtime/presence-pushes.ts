import { encodePush, topics, type Presence, type UserId } from '../../protocol/index.ts'

const EVERY = 250

export type PresencePushesDeps = {
  publish: (topic: string, frame: string) => void
  subscribers: (topic: string) => number
}

/** Tells those who watch a person how that person's presence changed, merged over a moment. */
export class PresencePushes {
  readonly #deps: PresencePushesDeps
  #changed = new Map<UserId, Presence>()
  #timer: NodeJS.Timeout | null = null

  constructor(deps: PresencePushesDeps) {
    this.#deps = deps
  }

  changed(user: UserId, presence: Presence): void {
    this.#changed.set(user, presence)
    this.#timer ??= setTimeout(() => this.#flush(), EVERY).unref()
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }

  #flush(): void {
    this.#timer = null
    const changed = this.#changed
    this.#changed = new Map()
    for (const [user, presence] of changed) {
      const topic = topics.presence(user)
      if (this.#deps.subscribers(topic) === 0) continue
      this.#deps.publish(topic, encodePush({ push: 'presence', topic, user, presence }))
    }
  }
}
