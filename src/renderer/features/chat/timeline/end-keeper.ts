/** Where the reader is, as the list knows it. */
export type Place = {
  /** Pixels above what is on screen. */
  offset: number
  atEnd: boolean
}

/**
 * Whether the reader stays at the end. Who is there stays, whatever comes and however high it turns out
 * to be, until they go up: where the list is alone does not say so, as it hears of its own scrolling
 * a frame later, when more may have come.
 */
export class EndKeeper {
  #stays: boolean
  #offset = 0
  /** A row was gone to, and where the list is does not show it yet. */
  #leaving = false

  constructor(stays: boolean) {
    this.#stays = stays
  }

  get stays(): boolean {
    return this.#stays
  }

  /** To be told of each place before the list changes, and whenever it moved. */
  look({ offset, atEnd }: Place): void {
    if (this.#leaving) return
    if (atEnd) this.#stays = true
    else if (offset < this.#offset) this.#stays = false
    this.#offset = offset
  }

  /** The list changed, and the place with it: it is not the reader who went there. */
  moved({ offset }: Place): void {
    this.#offset = offset
  }

  stay(): void {
    this.#stays = true
    this.#leaving = false
  }

  leave(): void {
    this.#stays = false
  }

  /** Somebody goes to a row. Returns what is to be called once the list knows where it is. */
  goElsewhere(): () => void {
    this.leave()
    this.#leaving = true
    return () => void (this.#leaving = false)
  }
}
