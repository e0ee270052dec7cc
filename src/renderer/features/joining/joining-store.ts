import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { FoundSpace } from '../../../../shared/ipc/schemas.ts'
import { useSessionStore } from '../session/session-store.ts'
import { reachFound, reachTyped, type Reached } from './reach-space.ts'
import type { NewSpace, SpaceSeeker } from './space-seeker.ts'

/** The ways to a space that is not known yet: found on the network, or typed. */
export const useJoiningStore = defineStore('joining', () => {
  const session = useSessionStore()
  const seeker = shallowRef<SpaceSeeker | null>(null)
  const heard = shallowRef<readonly FoundSpace[]>([])

  const canJoin = computed(() => seeker.value !== null)
  /** Of the spaces around, those that the person is not at home in already. */
  const found = computed(() => {
    const known = new Set(session.spaces.map(({ fingerprint }) => fingerprint))
    return heard.value.filter(({ fingerprint }) => !known.has(fingerprint))
  })

  function start(given: SpaceSeeker): void {
    seeker.value = given
  }

  /** Looks around until what it returns is called. */
  function look(): () => void {
    const by = seeker.value
    if (!by) return () => {}
    let isTold = false
    const stop = by.listen((now) => {
      isTold = true
      heard.value = now
    })
    // Where nobody can look, nothing is found: there is the address to type.
    by.look().then(
      (first) => {
        if (!isTold) heard.value = first
      },
      () => {},
    )
    return () => {
      stop()
      by.leave().catch(() => {})
    }
  }

  const probe: SpaceSeeker['probe'] = (address) => seeker.value!.probe(address)

  function goTo(space: FoundSpace): Promise<Reached> {
    return reachFound(space, probe)
  }

  function goToTyped(typed: string): Promise<Reached> {
    return reachTyped(typed, probe)
  }

  /** Keeps a space, and shows it. */
  async function enter(space: NewSpace): Promise<void> {
    const { id } = await seeker.value!.add(space)
    await session.choose(id)
  }

  return { canJoin, found, start, look, goTo, goToTyped, enter }
})
