import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import { useSignal } from '../../composables/use-signal.ts'
import type { Problem } from '../refusals/refusal-words.ts'
import { useSpace } from '../session/use-space.ts'

export type UsedList<T> = {
  /** Null until it is known. */
  items: Readonly<ShallowRef<readonly T[] | null>>
  problem: Readonly<ShallowRef<Problem | null>>
  load: () => Promise<void>
}

/** A short list of the space's that is asked for as a whole: now, after each change, and when back online. */
export function useListed<T>(ask: () => Promise<readonly T[]>, every?: number): UsedList<T> {
  const connection = useSignal(useSpace().connection)
  const items = shallowRef<readonly T[] | null>(null)
  const problem = shallowRef<Problem | null>(null)

  let turn = 0

  /** Of several answers under way, the one that was asked for last counts. */
  async function load(): Promise<void> {
    const own = (turn += 1)
    try {
      const answer = await ask()
      if (own !== turn) return
      items.value = answer
      problem.value = null
    } catch (error) {
      if (own === turn) problem.value = error
    }
  }

  void load()
  watch(
    () => connection.value.phase,
    (phase) => phase === 'online' && void load(),
  )
  if (every !== undefined) {
    const timer = setInterval(() => document.visibilityState === 'visible' && void load(), every)
    onScopeDispose(() => clearInterval(timer))
  }
  return { items, problem, load }
}
