import { defineStore } from 'pinia'
import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import type { HostDone, Hosting } from '../../../../shared/ipc/schemas.ts'
import { useSessionStore } from '../session/session-store.ts'
import type { HostKeeper } from './host-keeper.ts'

/** What is done with the space as a whole, and may take minutes: one at a time. */
export type HostWork = 'backUp' | 'restore' | 'serveFolder'

/** The space that this device serves, if it serves one. */
export const useHostingStore = defineStore('hosting', () => {
  const session = useSessionStore()
  const keeper = shallowRef<HostKeeper | null>(null)
  const choices = shallowRef<Hosting | null>(null)
  /** Why a folder that was chosen is not served: said wherever the person is by then. */
  const folderProblem = ref<string | null>(null)
  /** What is under way, and what came of the last one: the person may have gone elsewhere meanwhile. */
  const doing = ref<HostWork | null>(null)
  /** Something that was chosen is being told to the server. */
  const isChanging = ref(false)
  const done = shallowRef<{ work: HostWork; result: HostDone } | null>(null)
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

  async function work(what: HostWork): Promise<void> {
    if (doing.value !== null || !keeper.value) return
    doing.value = what
    done.value = null
    const failed = (): HostDone => ({ status: 'failed', reason: '' })
    const result = await keeper.value[what]().catch(failed)
    doing.value = null
    if (result.status !== 'cancelled') done.value = { work: what, result }
  }

  onScopeDispose(() => stopListening())

  return {
    ...{ keeper, choices, folderProblem, doing, done, isChanging, canHost, state, isHere, isDown },
    ...{ start, work },
  }
})
