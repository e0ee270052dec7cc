import { onScopeDispose, watch } from 'vue'
import { useSwitcherStore } from './switcher-store.ts'

/**
 * Whoever presses the key for the switcher and types on at once means the switcher, though its field is
 * not there yet: what is typed until then waits for it, and does not go where the focus still is.
 */
export function useTypedAhead(): void {
  const switcher = useSwitcherStore()

  function take(event: KeyboardEvent): void {
    const inDialog = event.target instanceof Element && event.target.closest('[role="dialog"]')
    if (inDialog || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    if (event.key.length > 1 && event.key !== 'Enter') return
    event.preventDefault()
    event.stopPropagation()
    if (event.key !== 'Enter') switcher.query += event.key
  }

  const stop = (): void => window.removeEventListener('keydown', take, true)
  watch(
    () => switcher.open,
    (open) => {
      switcher.query = ''
      if (open) window.addEventListener('keydown', take, true)
      else stop()
    },
    { flush: 'sync' },
  )
  onScopeDispose(stop)
}
