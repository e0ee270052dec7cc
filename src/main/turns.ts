export interface Turns {
  /** Runs this once all that was asked before it is over, however that ended. */
  take<T>(act: () => Promise<T>): Promise<T>
  /** Resolves once nothing is under way and nothing waits. */
  over(): Promise<void>
}

/** One thing after the other: for what must never happen at the same time. */
export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve()

  return {
    take(act) {
      const turn = last.then(act)
      last = turn.catch(() => undefined)
      return turn
    },
    async over() {
      let seen: Promise<unknown> | undefined
      while (seen !== last) {
        seen = last
        await seen
      }
    },
  }
}
