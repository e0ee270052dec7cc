import { shallowRef, watch, type ShallowRef } from 'vue'
import type { HostFacts } from '../../../../shared/ipc/schemas.ts'
import { useHostingStore } from './hosting-store.ts'
import { useVisiblePolling } from './use-visible-polling.ts'

const EVERY = 5_000

/** Addresses come and go with networks, and a folder grows: asked for as long as somebody can see it. */
export function useHostFacts(): Readonly<ShallowRef<HostFacts | null>> {
  const hosting = useHostingStore()
  const facts = shallowRef<HostFacts | null>(null)

  async function ask(): Promise<void> {
    facts.value = (await hosting.keeper?.facts().catch(() => null)) ?? facts.value
  }
  const again = useVisiblePolling(ask, EVERY)
  watch([() => hosting.state, () => hosting.choices], again)
  return facts
}
