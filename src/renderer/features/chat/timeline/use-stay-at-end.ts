import { watch } from 'vue'
import type { RowWindow } from './use-row-window.ts'

/** Whoever reads the end stays there when the room for it changes: a growing composer, a keyboard on a phone. */
export function useStayAtEnd(window: RowWindow): void {
  let height = 0
  let wasAtEnd = false

  watch(
    window.moved,
    () => {
      const now = window.height()
      if (now !== height && height > 0 && wasAtEnd) window.toEnd()
      else wasAtEnd = window.atEnd()
      height = now
    },
    { flush: 'post' },
  )
}
