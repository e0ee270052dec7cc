import type { ObjectDirective } from 'vue'

const CONTROLS = 'a[href], button, input, select, textarea, [tabindex="0"]'
const OVERLAYS = '[role="dialog"], [role="alertdialog"], [role^="menu"]'

/** Where the focus was last, and how many controls of the place come before it. */
type Last = { element: HTMLElement; index: number }

function isUsable(element: HTMLElement): boolean {
  return element.isConnected && !element.matches(':disabled')
}

/** Whoever uses the keyboard stays in a place, though the row that they acted on goes away. */
function keepFocus(place: HTMLElement): () => void {
  let last: Last | null = null
  const controls = (): HTMLElement[] => [...place.querySelectorAll<HTMLElement>(CONTROLS)]

  function onFocus({ target }: FocusEvent): void {
    const element = target as HTMLElement
    if (place.contains(element)) last = { element, index: controls().indexOf(element) }
    // A question about a row is answered, and one is back.
    else if (!element.closest(OVERLAYS)) last = null
  }

  /** Given up by a press beside it, and not lost. */
  function onPress({ target }: Event): void {
    const element = target as HTMLElement
    if (!element.closest(OVERLAYS) && !place.contains(element)) last = null
  }

  function look(): void {
    if (!last || document.activeElement !== document.body) return
    if (last.element.isConnected) return isUsable(last.element) ? last.element.focus() : undefined
    const left = controls()
    const next = left[Math.min(last.index, left.length - 1)]
    // What cannot be used now, as something is under way, is looked at again when it can.
    if (next) return isUsable(next) ? next.focus() : undefined
    place.tabIndex = -1
    place.focus()
  }

  const observer = new MutationObserver(look)
  observer.observe(place, { childList: true, subtree: true, attributeFilter: ['disabled'] })
  // Questions stand at the end of the page.
  observer.observe(document.body, { childList: true })
  document.addEventListener('focusin', onFocus)
  document.addEventListener('pointerdown', onPress, { capture: true, passive: true })
  return () => {
    observer.disconnect()
    document.removeEventListener('focusin', onFocus)
    document.removeEventListener('pointerdown', onPress, { capture: true })
  }
}

const stops = new WeakMap<HTMLElement, () => void>()

/** `v-keep-focus` on a place with rows that come and go: the control next to the one that went has it. */
export const vKeepFocus: ObjectDirective<HTMLElement> = {
  mounted: (place) => void stops.set(place, keepFocus(place)),
  unmounted: (place) => stops.get(place)?.(),
}
