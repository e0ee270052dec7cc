/**
 * Does what is asked for one key after the other, in order: a hundred people who join a group at once do not
 * make each other begin again, and whoever asks for much waits for themselves. What is right is decided by
 * storage.
 */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>()

  get size(): number {
    return this.#last.size
  }

  async take<T>(key: string, task: () => Promise<T>): Promise<T> {
    const mine = (this.#last.get(key) ?? Promise.resolve()).then(task)
    const settled = mine.catch(() => {})
    this.#last.set(key, settled)
    try {
      return await mine
    } finally {
      if (this.#last.get(key) === settled) this.#last.delete(key)
    }
  }
}
