import type { Committed } from '../storage.ts'
import type { StorageLogger } from './sqlite-storage.ts'

/** Those who are told of each commit. One that throws harms neither the others nor the writers. */
export class CommitListeners {
  readonly #logger: StorageLogger
  readonly #listeners = new Set<(committed: readonly Committed[]) => void>()

  constructor(logger: StorageLogger) {
    this.#logger = logger
  }

  add(listener: (committed: readonly Committed[]) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  tell(committed: readonly Committed[]): void {
    for (const listener of this.#listeners) {
      try {
        listener(committed)
      } catch (error) {
        this.#logger.error({ err: error }, 'a listener of committed events failed')
      }
    }
  }
}
