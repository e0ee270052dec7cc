/** How a server that runs is asked whether it still works; all in milliseconds. */
export interface HealthTimes {
  readonly every: number
  readonly patience: number
  /** Questions in a row that may stay unanswered. */
  readonly misses: number
}

export const usualHealth: HealthTimes = { every: 3_000, patience: 4_000, misses: 3 }

/**
 * Asks a server again and again, and tells once where it does not answer any more: frozen, or at work on
 * something that will not end. Returns what ends it.
 */
export function watchHealth(
  url: string,
  { every, misses, patience }: HealthTimes,
  frozen: () => void,
): () => void {
  const ended = new AbortController()
  let missed = 0
  let timer = setTimeout(() => void ask(), every)

  async function ask(): Promise<void> {
    // Whatever it answers, it is there: its own troubles it tells itself.
    const signal = AbortSignal.any([ended.signal, AbortSignal.timeout(patience)])
    const isThere = await fetch(`${url}/healthz`, {
      signal,
      headers: { connection: 'close' },
    }).then(
      (answer) => answer.text().then(() => true),
      () => false,
    )
    if (ended.signal.aborted) return
    missed = isThere ? 0 : missed + 1
    if (missed >= misses) return frozen()
    timer = setTimeout(() => void ask(), every)
  }

  return () => {
    ended.abort()
    clearTimeout(timer)
  }
}
