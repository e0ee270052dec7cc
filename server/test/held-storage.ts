import type { Storage } from '../storage/storage.ts'

type Log = Storage['log']

/** A storage some of whose log's methods are replaced: to be slow, or to fail. */
export function withLog(
  storage: Storage,
  replace: (log: Log) => Partial<Log>,
): { -readonly [K in keyof Storage]: Storage[K] } {
  const { log } = storage
  const through: Log = {
    append: (write) => log.append(write),
    onCommitted: (listener) => log.onCommitted(listener),
    page: (conversation, range) => log.page(conversation, range),
    event: (conversation, seq) => log.event(conversation, seq),
    resume: (user, positions, options) => log.resume(user, positions, options),
    markRead: (user, conversation, seq) => log.markRead(user, conversation, seq),
    search: (user, query, options) => log.search(user, query, options),
  }
  return { ...storage, log: { ...through, ...replace(log) } }
}

/** Something that waits until it is told to go on. */
export class Turnstile {
  #open!: () => void
  readonly passed = new Promise<void>((resolve) => (this.#open = resolve))
  #arrived!: () => void
  /** Somebody waits here. */
  readonly reached = new Promise<void>((resolve) => (this.#arrived = resolve))

  wait(): Promise<void> {
    this.#arrived()
    return this.passed
  }

  open(): void {
    this.#open()
  }
}
