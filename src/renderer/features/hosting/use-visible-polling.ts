import { useDocumentVisibility, useIntervalFn } from '@vueuse/core'
import { type Ref, watch } from 'vue'

/**
 * Asks at once and every so many milliseconds for as long as somebody can see it, never twice at a time.
 * Returns what asks out of turn.
 */
export function useVisiblePolling(
  ask: () => Promise<void>,
  every: number,
  visibility: Readonly<Ref<DocumentVisibilityState>> = useDocumentVisibility(),
): () => void {
  let isAsking = false
  /** Something changed while it was asked: what it answers may be from before. */
  let isOld = false

  async function askAll(): Promise<void> {
    isAsking = true
    do {
      isOld = false
      // Who cannot be asked now is asked in a moment.
      await ask().catch(() => {})
    } while (isOld)
    isAsking = false
  }

  function again(): void {
    if (visibility.value === 'hidden') return
    if (isAsking) isOld = true
    else void askAll()
  }

  useIntervalFn(again, every)
  again()
  watch(visibility, again)
  return again
}
