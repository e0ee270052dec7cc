import { computed, type ComputedRef } from 'vue'
import type { HostingChange } from '../../../../shared/ipc/schemas.ts'
import { useHostingStore } from './hosting-store.ts'
import { useHostAttempt } from './use-host-attempt.ts'

/** Changes what was chosen about hosting, one change at a time; says so where that cannot be kept. */
export function useHostChange(): {
  busy: ComputedRef<boolean>
  change: (what: HostingChange) => Promise<void>
} {
  const hosting = useHostingStore()
  const attempt = useHostAttempt()
  const busy = computed(() => hosting.isChanging)

  async function change(what: HostingChange): Promise<void> {
    if (hosting.isChanging) return
    hosting.isChanging = true
    await attempt.change(what)
    hosting.isChanging = false
  }

  return { busy, change }
}
