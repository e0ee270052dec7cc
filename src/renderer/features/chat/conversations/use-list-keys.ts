import { nextTick, onBeforeUpdate, onUpdated, ref, type Ref } from 'vue'
import { createTypeAhead } from './type-ahead.ts'
import type { ListRow } from './list-rows.ts'

export type ListKeysOptions = {
  rows: Ref<readonly ListRow[]>
  list: Ref<HTMLElement | null>
  nameOf(row: ListRow): string
  scrollTo(index: number): void
  pageRows(): number
}

/** Moves the focus through the conversations: arrows, Home, End, Page keys, and their first letters. */
export function useListKeys({ rows, list, nameOf, scrollTo, pageRows }: ListKeysOptions) {
  /** Key of the row that Tab comes to. */
  const reached = ref<string | null>(null)
  const ahead = createTypeAhead()

  const conversations = (): ListRow[] => rows.value.filter(({ kind }) => kind === 'conversation')

  async function go(row: ListRow | undefined): Promise<void> {
    if (!row) return
    reached.value = row.key
    scrollTo(rows.value.indexOf(row))
    await nextTick()
    requestAnimationFrame(() => focusOnceDrawn(row.key))
  }

  /** A row that was far away is drawn a frame or two after it was scrolled to. */
  function focusOnceDrawn(key: string, frames = 10): void {
    if (reached.value !== key) return
    const element = elementOf(key)
    if (element) element.focus()
    else if (frames > 0) requestAnimationFrame(() => focusOnceDrawn(key, frames - 1))
  }

  const elementOf = (key: string): HTMLElement | null =>
    list.value?.querySelector(`[data-conversation="${CSS.escape(key)}"]`) ?? null

  const focused = (): string | null =>
    (list.value?.contains(document.activeElement) &&
      document.activeElement?.closest('[data-conversation]')?.getAttribute('data-conversation')) ||
    null

  /** A line that a message moves to the top is put into the page anew, which takes the focus from it. */
  let held: string | null = null
  onBeforeUpdate(() => (held = focused()))
  onUpdated(() => {
    if (held !== null && document.activeElement === document.body) elementOf(held)?.focus()
  })

  function target(event: KeyboardEvent, all: readonly ListRow[], here: number): number | null {
    const last = all.length - 1
    const steps: Record<string, number> = {
      ArrowDown: Math.min(last, here + 1),
      ArrowUp: Math.max(0, here - 1),
      PageDown: Math.min(last, here + pageRows()),
      PageUp: Math.max(0, here - pageRows()),
      Home: 0,
      End: last,
    }
    if (event.key in steps) return steps[event.key]!
    const isLetter = [...event.key].length === 1 && event.key !== ' '
    return isLetter ? ahead.find(event.key, all.map(nameOf), here) : null
  }

  function onKey(event: KeyboardEvent): void {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    const link =
      event.target instanceof Element ? event.target.closest('[data-conversation]') : null
    if (!link) return
    const all = conversations()
    const here = all.findIndex(({ key }) => key === link.getAttribute('data-conversation'))
    const index = target(event, all, here)
    if (index === null) return
    event.preventDefault()
    void go(all[index])
  }

  function onFocus(event: FocusEvent): void {
    const link =
      event.target instanceof Element ? event.target.closest('[data-conversation]') : null
    if (link) reached.value = link.getAttribute('data-conversation')
  }

  return { reached, onKey, onFocus }
}
