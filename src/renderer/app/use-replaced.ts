import { watch } from 'vue'
import type { SpaceClient } from '../../../client/space-client.ts'
import { useSignal } from '../composables/use-signal.ts'
import { useToastStore } from '../design/toast-store.ts'
import { useText } from '../i18n/use-text.ts'

/** Who comes back to a space is not told again. */
const told = new WeakSet<SpaceClient>()

/** Says once that the server is another one than before, and what became of what was typed. */
export function useReplaced(space: SpaceClient): void {
  const { t } = useText()
  const toasts = useToastStore()
  const replaced = useSignal(space.replaced)
  watch(
    replaced,
    (now) => {
      if (!now || told.has(space)) return
      told.add(space)
      toasts.show({ text: t('frame.connection.replaced'), tone: 'warn', duration: 20_000 })
    },
    { immediate: true },
  )
}
