import type { SessionId, Timestamp } from '../../../protocol/index.ts'
import type { SessionStore } from '../../storage/storage.ts'
import type { Logger } from '../logger.ts'

/** Of so many in one go: messages wait no longer for it. */
const AT_ONCE = 500

/** Writes down when devices were last seen, many in one go: what comes while it writes goes along next. */
export class SeenNotes {
  readonly #sessions: SessionStore
  readonly #logger: Logger
  readonly #noted = new Map<SessionId, Timestamp>()
  #writing = false

  constructor(sessions: SessionStore, logger: Logger) {
    this.#sessions = sessions
    this.#logger = logger
  }

  note(session: SessionId, at: Timestamp): void {
    this.#noted.set(session, at)
    if (!this.#writing) void this.#write()
  }

  async #write(): Promise<void> {
    this.#writing = true
    // What else is noted in this turn goes along.
    await Promise.resolve()
    while (this.#noted.size > 0) {
      const noted = new Map([...this.#noted].slice(0, AT_ONCE))
      for (const session of noted.keys()) this.#noted.delete(session)
      try {
        await this.#sessions.touch(noted)
      } catch (error) {
        // A session's age is told a little wrong; that is no reason to refuse what the person does.
        this.#logger.warn({ err: error }, 'could not note when devices were seen')
      }
    }
    this.#writing = false
  }
}
