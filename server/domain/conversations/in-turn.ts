/** Does this once all that was asked for under the same key before it is over, however that ended. */
export type InTurn<K> = <T>(key: K, act: () => Promise<T>) => Promise<T>

/** One thing at a time for each key: who asks for much waits for themselves, and nobody else for them. */
export function inTurn<K>(): InTurn<K> {
  const last = new Map<K, Promise<void>>()
  return (key, act) => {
    const turn = (last.get(key) ?? Promise.resolve()).then(act)
    const over = turn.then(
      () => forget(),
      () => forget(),
    )
    const forget = (): void => {
      if (last.get(key) === over) last.delete(key)
    }
    last.set(key, over)
    return turn
  }
}
