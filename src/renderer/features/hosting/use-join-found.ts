import { onScopeDispose, ref, type Ref } from 'vue'
import type { FoundSpace } from '../../../../shared/ipc/schemas.ts'
import { useJoiningStore } from '../joining/joining-store.ts'
import type { Reached } from '../joining/reach-space.ts'

type Problem = Extract<Reached, { kind: 'problem' }>['problem'] | 'failed'

export type JoinFound = {
  /** Fingerprint of the space that is on its way. */
  going: Ref<string | null>
  problem: Ref<Problem | null>
  join: (space: FoundSpace) => Promise<void>
  callOff: () => void
}

/** Joins a found space. Whoever chose something else meanwhile, or went, stays there. */
export function useJoinFound(): JoinFound {
  const joining = useJoiningStore()
  const going = ref<string | null>(null)
  const problem = ref<Problem | null>(null)
  let turn = 0

  function callOff(): void {
    turn += 1
    going.value = null
  }
  onScopeDispose(callOff)

  async function join(space: FoundSpace): Promise<void> {
    if (going.value !== null) return
    const mine = ++turn
    going.value = space.fingerprint
    problem.value = null
    try {
      const reached = await joining.goTo(space)
      if (mine !== turn) return
      if (reached.kind === 'space') await joining.enter(reached.space)
      else problem.value = reached.problem
    } catch {
      if (mine === turn) problem.value = 'failed'
    } finally {
      if (mine === turn) going.value = null
    }
  }

  return { going, problem, join, callOff }
}
