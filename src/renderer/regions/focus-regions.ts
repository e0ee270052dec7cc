import { inject, provide, type InjectionKey } from 'vue'
import { useEventListener } from '@vueuse/core'

/** The parts of the window that F6 and Shift+F6 go through, in the order in which they stand in it. */
export type FocusRegions = {
  add(region: HTMLElement): () => void
  /** Moves the focus to the next (or previous) region, to where it last was in there. */
  move(step: 1 | -1): void
  focus(name: string): void
}

const KEY: InjectionKey<FocusRegions> = Symbol('focus regions')
const FOCUSABLE =
  'a[href],button:not(:disabled),input:not(:disabled),select:not(:disabled),textarea:not(:disabled),[tabindex]:not([tabindex="-1"])'

function visible(element: HTMLElement): boolean {
  return element.checkVisibility({ visibilityProperty: true })
}

function createFocusRegions(): FocusRegions {
  const regions = new Set<HTMLElement>()
  const lastFocus = new WeakMap<HTMLElement, HTMLElement>()

  const inOrder = () =>
    [...regions].filter(visible).sort((a, b) => {
      return a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1
    })

  function enter(region: HTMLElement): void {
    const last = lastFocus.get(region)
    const start = region.querySelector<HTMLElement>('[data-region-start]')
    const first = [...region.querySelectorAll<HTMLElement>(FOCUSABLE)].find(visible)
    const goal = last?.isConnected && visible(last) ? last : (start ?? first ?? region)
    goal.focus()
  }

  return {
    add(region) {
      regions.add(region)
      const remember = (event: FocusEvent) => lastFocus.set(region, event.target as HTMLElement)
      region.addEventListener('focusin', remember)
      return () => {
        regions.delete(region)
        region.removeEventListener('focusin', remember)
      }
    },
    move(step) {
      const ordered = inOrder()
      if (ordered.length === 0) return
      const here = ordered.findIndex((region) => region.contains(document.activeElement))
      const from = here < 0 && step < 0 ? 0 : here
      enter(ordered[(from + step + ordered.length) % ordered.length]!)
    },
    focus(name) {
      const region = [...regions].find((element) => element.dataset.region === name)
      if (region) enter(region)
    },
  }
}

/** Gives the regions below one cycle, and F6 to go through it. */
export function provideFocusRegions(): FocusRegions {
  const regions = createFocusRegions()
  provide(KEY, regions)
  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    if (event.key !== 'F6' || event.ctrlKey || event.altKey || event.metaKey) return
    // A dialog keeps the focus: its own surroundings are not to be reached.
    if (document.querySelector('[role="dialog"],[role="alertdialog"]')) return
    event.preventDefault()
    regions.move(event.shiftKey ? -1 : 1)
  })
  return regions
}

export function useFocusRegions(): FocusRegions | null {
  const regions = inject(KEY, null)
  return regions
}
