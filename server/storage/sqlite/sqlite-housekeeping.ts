import type { SqliteCaller } from './sqlite-caller.ts'
import type { KeeperCalls } from './sqlite-keeper.ts'
import type { StorageLogger } from './sqlite-storage.ts'
import type { SqliteWriterCaller } from './sqlite-writer-caller.ts'

/** The index follows the log after so long, unless somebody searches before. */
const INDEX_AFTER_MS = 500
/** While events are stored the index is filled for a quarter of the time at most. */
const PAUSE = 3
/** While so many are stored as the index takes in half of, for a tenth. */
const BUSY_EVENTS = 100
const BUSY_PAUSE = 9
/** After so long without a commit the log is worked into the file. */
const IDLE_MS = 5_000

/** Sees to the index and to checkpoints, so that neither delays anybody. */
export class SqliteHousekeeping {
  readonly #keeper: SqliteCaller<KeeperCalls>
  readonly #writer: SqliteWriterCaller
  readonly #logger: StorageLogger
  #indexTimer: NodeJS.Timeout | null = null
  #idleTimer: NodeJS.Timeout | null = null
  #isCheckpointing = false
  #isStopped = false
  #lastCommit = 0
  #events = 0

  constructor(
    keeper: SqliteCaller<KeeperCalls>,
    writer: SqliteWriterCaller,
    logger: StorageLogger,
  ) {
    this.#keeper = keeper
    this.#writer = writer
    this.#logger = logger
    this.#indexSoon(INDEX_AFTER_MS)
  }

  committed(events: number): void {
    this.#events += events
    this.#lastCommit = performance.now()
    this.#indexSoon(INDEX_AFTER_MS)
    this.#idleTimer ??= setTimeout(() => this.#idle(), IDLE_MS).unref()
  }

  #indexSoon(after: number): void {
    if (this.#isStopped) return
    this.#indexTimer ??= setTimeout(() => this.#index(), after).unref()
  }

  #index(): void {
    const since = performance.now()
    this.#events = 0
    this.#keeper.call('takeIn').then(
      (isMore) => {
        this.#indexTimer = null
        const took = performance.now() - since
        if (isMore) this.#indexSoon(this.#pause() * took)
        else if (this.#events > 0) this.#indexSoon(INDEX_AFTER_MS)
      },
      (error: unknown) => {
        this.#indexTimer = null
        this.#failed(error, 'the search index cannot be written')
      },
    )
  }

  #pause(): number {
    if (this.#events === 0) return 0
    return this.#events > BUSY_EVENTS ? BUSY_PAUSE : PAUSE
  }

  #idle(): void {
    this.#idleTimer = null
    if (this.#isStopped) return
    const rest = this.#lastCommit + IDLE_MS - performance.now()
    if (rest > 0) this.#idleTimer = setTimeout(() => this.#idle(), rest).unref()
    else this.checkpoint()
  }

  /** Works the log into the file, most of it beside the writer. */
  checkpoint(): void {
    if (this.#isCheckpointing || this.#isStopped) return
    this.#isCheckpointing = true
    this.#keeper.call('checkpoint').then(
      () => {
        this.#isCheckpointing = false
        this.#writer.finishCheckpoint()
      },
      (error: unknown) => {
        this.#isCheckpointing = false
        this.#failed(error, 'the database’s log cannot be worked into the file, and grows')
      },
    )
  }

  #failed(error: unknown, what: string): void {
    if (!this.#isStopped) this.#logger.warn({ err: error }, what)
  }

  stop(): void {
    this.#isStopped = true
    if (this.#indexTimer) clearTimeout(this.#indexTimer)
    if (this.#idleTimer) clearTimeout(this.#idleTimer)
  }
}
