import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import type { Session } from '../../../../protocol/entities.ts'
import { useSignal } from '../../composables/use-signal.ts'
import type { Problem } from '../refusals/refusal-words.ts'
import { useSpace } from '../session/use-space.ts'

export type UsedDevices = {
  /** Null until they are known. */
  devices: Readonly<ShallowRef<readonly Session[] | null>>
  problem: Readonly<ShallowRef<Problem | null>>
  loading: Readonly<Ref<boolean>>
  load: () => Promise<void>
}

/** Where the person is signed in: this device first, then those used last. */
export function useDevices(): UsedDevices {
  const space = useSpace()
  const connection = useSignal(space.connection)
  const devices = shallowRef<readonly Session[] | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const loading = ref(false)

  async function load(): Promise<void> {
    loading.value = true
    try {
      const known = await space.accounts.devices()
      devices.value = known.toSorted(
        (a, b) => Number(b.current) - Number(a.current) || b.lastSeenAt - a.lastSeenAt,
      )
      problem.value = null
    } catch (error) {
      problem.value = error
    } finally {
      loading.value = false
    }
  }

  void load()
  watch(
    () => connection.value.phase,
    (phase) => phase === 'online' && void load(),
  )
  return { devices, problem, loading, load }
}
