import { watch } from 'vue'
import type { SpaceClient } from '../../../client/space-client.ts'
import { useSignal } from '../composables/use-signal.ts'
import { useToastStore } from '../design/toast-store.ts'
import { useText } from '../i18n/use-text.ts'

const SAYINGS = {
  unavailable: 'frame.connection.cacheUnavailable',
  reset: 'frame.connection.cacheReset',
} as const

/** Who comes back to a space is not told again. */
const told = new WeakSet<SpaceClient>()

/** Says once when this device could not keep, or had to give up, what it had cached. */
export function useCacheTrouble(space: SpaceClient): void {
  const { t } = useText()
  const toasts = useToastStore()
  const trouble = useSignal(space.cacheTrouble)
  watch(
    trouble,
    (kind) => {
      if (!kind || told.has(space)) return
      told.add(space)
      toasts.show({ text: t(SAYINGS[kind]), tone: 'warn', duration: 12_000 })
    },
    { immediate: true },
  )
}
