import { defineStore } from 'pinia'
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { SpaceTrust } from '../../../../shared/ipc/schemas.ts'
import { useSessionStore } from '../session/session-store.ts'
import type { TrustKeeper } from './trust-keeper.ts'

/** Whether the space on screen shows the key that it is known by. In a browser the browser sees to that. */
export const useTrustStore = defineStore('trust', () => {
  const session = useSessionStore()
  const troubles = shallowRef<readonly SpaceTrust[]>([])
  /** Whether the explanation is open. */
  const open = ref(false)
  let keeper: TrustKeeper | null = null
  let stop = (): void => {}

  const trouble = computed(
    () => troubles.value.find(({ space }) => space === session.current?.id) ?? null,
  )

  async function start(given: TrustKeeper): Promise<void> {
    keeper = given
    let told = false
    stop = given.listen((now) => {
      told = true
      troubles.value = now
    })
    const first = await given.list()
    if (!told) troubles.value = first
  }

  /** Once for each key that is seen; from then on it is the person who opens it. */
  watch(
    () => trouble.value && `${trouble.value.space} ${trouble.value.seen}`,
    (now) => (open.value = now !== null),
  )

  /** From now on the space is known by the key that it shows. @throws where that is another by now */
  async function accept({ seen, space }: SpaceTrust): Promise<void> {
    await keeper?.accept(space, seen)
    if (session.current?.id !== space) return
    session.client?.reconnectNow()
    void session.ask()
  }

  onScopeDispose(() => stop())

  return { trouble, open, start, accept }
})
