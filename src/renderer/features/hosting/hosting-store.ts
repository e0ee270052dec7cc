import { defineStore } from 'pinia'
import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import type { Hosting } from '../../../../shared/ipc/schemas.ts'
import { useSessionStore } from '../session/session-store.ts'
import type { HostKeeper } from './host-keeper.ts'

/** The space that this device serves, if it serves one. */
export const useHostingStore = defineStore('hosting', () => {
  const session = useSessionStore()
  const keeper = shallowRef<HostKeeper | null>(null)
  const choices = shallowRef<Hosting | null>(null)
  /** Why a folder that was chosen is not served: said wherever the person is by then. */
  const folderProblem = ref<string | null>(null)
  let stopListening = (): void => {}

  /** Not in a browser, nor in an app that was started for one space. */
  const canHost = computed(() => keeper.value !== null)
  const state = computed(() => session.host)
  /** Whether the space on screen is the own one. */
  const isHere = computed(() => session.current?.hosted === true)
  /** The own space on screen is on its way, or is not served: it cannot be reached until it is. */
  const isDown = computed(
    () => isHere.value && state.value !== null && state.value.status !== 'ready',
  )

  async function start(given: HostKeeper): Promise<void> {
    keeper.value = given
    let isTold = false
    stopListening = given.listen((now) => {
      isTold = true
      choices.value = now
    })
    const first = await given.choices()
    if (!isTold) choices.value = first
  }

  onScopeDispose(() => stopListening())

  return { ...{ keeper, choices, folderProblem, canHost, state, isHere, isDown }, start }
})
