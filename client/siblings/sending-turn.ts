import type { Clock } from '../clock.ts'

export type Locks = Pick<LockManager, 'request'>

export type SendingTurnOptions = {
  shared: string | null
  /** Missing on plain http: then each window sends, and the server tells repeats by their key. */
  locks: Locks | undefined
  clock: Clock
  /** It is this window's turn. */
  granted(): void
  /** Whether something still waits to be sent. */
  waiting(): boolean
}

/** A window that holds the turn and sends nothing for so long has been frozen: the turn is taken over. */
const PATIENCE = 5_000

/** Which of the windows that share an outbox sends it. Only a window that is connected asks for the turn. */
export class SendingTurn {
  readonly #options: SendingTurnOptions
  #mine: boolean
  #release: (() => void) | null = null
  #callOff: (() => void) | null = null

  constructor(options: SendingTurnOptions) {
    this.#options = options
    this.#mine = !this.#contested
  }

  get #contested(): boolean {
    return this.#options.shared !== null && this.#options.locks !== undefined
  }

  get mine(): boolean {
    return this.#mine
  }

  want(): void {
    if (!this.#contested || this.#release) return
    const abort = new AbortController()
    this.#release = () => abort.abort()
    void this.#hold({ signal: abort.signal })
  }

  /** Something waits: if the one whose turn it is does not send it soon, this window will. */
  hurry(): void {
    if (this.#mine || !this.#release) return
    this.#callOff ??= this.#options.clock.after(PATIENCE, () => {
      this.#callOff = null
      if (this.#mine || !this.#release || !this.#options.waiting()) return
      this.#release()
      void this.#hold({ steal: true })
    })
  }

  release(): void {
    this.#callOff?.()
    this.#callOff = null
    this.#release?.()
    this.#release = null
    this.#mine = !this.#contested
  }

  async #hold(how: LockOptions): Promise<void> {
    const { shared, locks, granted } = this.#options
    let held: (() => void) | undefined
    try {
      await locks!.request(`parley sending ${shared}`, how, () => {
        const holding = new Promise<void>((resolve) => (held = resolve))
        this.#release = held!
        this.#mine = true
        granted()
        return holding
      })
    } catch {
      // Called off before it was granted, or taken over by another window.
      if (held && this.#release === held) {
        this.#release = null
        this.#mine = false
        this.want()
      }
    }
  }
}
