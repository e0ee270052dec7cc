import { ref, type Ref } from 'vue'
import type { HostingChange } from '../../../../shared/ipc/schemas.ts'
import { useToastStore } from '../../design/toast-store.ts'
import { useText } from '../../i18n/use-text.ts'
import { useHostingStore } from './hosting-store.ts'

/** Changes what was chosen about hosting; says so where that cannot be kept. */
export function useHostChange(): {
  busy: Readonly<Ref<boolean>>
  change: (what: HostingChange) => Promise<boolean>
} {
  const hosting = useHostingStore()
  const toasts = useToastStore()
  const { t } = useText()
  const busy = ref(false)

  async function change(what: HostingChange): Promise<boolean> {
    busy.value = true
    try {
      await hosting.keeper?.change(what)
      return true
    } catch {
      toasts.show({ text: t('hosting.notBegun'), tone: 'bad' })
      return false
    } finally {
      busy.value = false
    }
  }

  return { busy, change }
}
