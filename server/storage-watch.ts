import type { Logger } from './observability/logger.ts'
import { StorageFailed, type StorageFull, type Upkeep } from './storage/storage.ts'

const LOOK_EVERY = 1_000

/**
 * Knows whether storage can be written to. Full is a state that passes by itself: reads go on, and
 * the store is looked at until there is room. A failed store ends the server: its supervisor starts
 * it anew, and the clients come back.
 */
export class StorageWatch {
  readonly failed: Promise<StorageFailed>
  readonly #logger: Logger
  #fail: (error: StorageFailed) => void = () => {}
  #upkeep: Pick<Upkeep, 'health'> | null = null
  #isFull = false
  #isOver = false
  #timer: NodeJS.Timeout | null = null

  constructor(logger: Logger) {
    this.#logger = logger
    this.failed = new Promise((resolve) => (this.#fail = resolve))
  }

  get isFull(): boolean {
    return this.#isFull
  }

  start(upkeep: Pick<Upkeep, 'health'>): void {
    this.#upkeep = upkeep
  }

  /** Somebody's write or read met this, or storage says so itself. One that was closed has not failed. */
  reported(error: StorageFailed | StorageFull): void {
    if (this.#isOver) return
    if (error instanceof StorageFailed) return this.#fail(error)
    if (this.#isFull) return
    this.#isFull = true
    this.#logger.error('storage is full: nothing can be written until there is room')
    this.#lookLater()
  }

  stop(): void {
    this.#isOver = true
    this.#upkeep = null
    if (this.#timer) clearTimeout(this.#timer)
  }

  #lookLater(): void {
    this.#timer = setTimeout(() => void this.#look(), LOOK_EVERY).unref()
  }

  async #look(): Promise<void> {
    const health = await this.#upkeep?.health().catch((error: unknown) => {
      if (error instanceof StorageFailed) this.reported(error)
      return null
    })
    if (!this.#upkeep) return
    if (!health?.writable) return this.#lookLater()
    this.#isFull = false
    this.#logger.info('storage has room again')
  }
}
