import { useDocumentVisibility, useIntervalFn } from '@vueuse/core'
import { shallowRef, watch, type ShallowRef } from 'vue'
import type { HostFacts } from '../../../../shared/ipc/schemas.ts'
import { useHostingStore } from './hosting-store.ts'

const EVERY = 5_000

/** Addresses come and go with networks, and a folder grows: asked for as long as somebody can see it. */
export function useHostFacts(): Readonly<ShallowRef<HostFacts | null>> {
  const hosting = useHostingStore()
  const visibility = useDocumentVisibility()
  const facts = shallowRef<HostFacts | null>(null)

  async function ask(): Promise<void> {
    facts.value = (await hosting.keeper?.facts().catch(() => null)) ?? facts.value
  }
  const { pause, resume } = useIntervalFn(() => void ask(), EVERY, { immediateCallback: true })
  watch(visibility, (now) => (now === 'visible' ? resume() : pause()))
  watch([() => hosting.state, () => hosting.choices], () => void ask())
  return facts
}
