import { ref, watch, type Ref } from 'vue'
import { actionOfKey } from '../message/message-actions.ts'
import type { MessageCommands } from '../message/use-message-commands.ts'
import type { RowWindow } from './use-row-window.ts'
import type { TimelineRow } from './timeline-rows.ts'

export type RowKeys = {
  /** Key of the row that has the focus, or holds what has it. */
  focused: Ref<string | null>
  onKey(event: KeyboardEvent): void
  onFocus(event: FocusEvent): void
  onBlur(event: FocusEvent): void
}

export type RowKeysOptions = {
  scroller: Ref<HTMLElement | null>
  rows: Ref<readonly TimelineRow[]>
  view: RowWindow
  commands: MessageCommands
  /** Escape: back to where one writes. */
  leave(): void
}

/** The keys of the message list: arrows go from message to message, letters act on the one in focus. */
export function useRowKeys({ scroller, rows, view, commands, leave }: RowKeysOptions): RowKeys {
  const focused = ref<string | null>(null)
  const wanted = ref<number | null>(null)

  const elementAt = (index: number): HTMLElement | null =>
    scroller.value?.querySelector(`[data-index="${index}"] > [tabindex="-1"]`) ?? null

  const indexOf = (target: EventTarget | null): number | null => {
    const row = target instanceof Element ? target.closest('[data-index]') : null
    return row ? Number(row.getAttribute('data-index')) : null
  }

  function go(index: number): void {
    const bounded = Math.min(rows.value.length - 1, Math.max(0, index))
    view.toRow(bounded, 'auto')
    wanted.value = bounded
  }

  /** A row far away exists only once it is scrolled to. */
  watch(
    [wanted, view.moved],
    () => {
      if (wanted.value === null) return
      const element = elementAt(wanted.value)
      if (!element) return
      wanted.value = null
      element.focus({ preventScroll: true })
    },
    { flush: 'post' },
  )

  function lastOnScreen(): number {
    const bottom = view.offset() + view.height()
    return view.shown.value.findLast(({ start }) => start < bottom - 20)?.index ?? 0
  }

  function move(event: KeyboardEvent, here: number | null): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false
    if (event.key === 'ArrowUp') go(here === null ? lastOnScreen() : here - 1)
    else if (event.key === 'ArrowDown') go(here === null ? lastOnScreen() : here + 1)
    else if (event.key === 'Home') go(0)
    else if (event.key === 'End') go(rows.value.length - 1)
    else return false
    return true
  }

  function act(event: KeyboardEvent, here: number | null): boolean {
    const row = here === null ? undefined : rows.value[here]
    if (row?.kind !== 'message' || event.target !== elementAt(here!)) return false
    const action = actionOfKey(event, commands.offered(row.item))
    if (!action) return false
    commands.run(action, row.item, elementAt(here!))
    return true
  }

  return {
    focused,
    onKey(event) {
      if (event.defaultPrevented || event.isComposing) return
      const inField =
        event.target instanceof Element && event.target.closest('pre,[role="toolbar"]')
      if (inField && event.key !== 'Escape') return
      const here = indexOf(event.target)
      if (event.key === 'Escape') leave()
      else if (!move(event, here) && !act(event, here)) return
      event.preventDefault()
    },
    onFocus(event) {
      const index = indexOf(event.target)
      const row = index === null ? undefined : rows.value[index]
      const shows = event.target instanceof Element && event.target.matches(':focus-visible')
      focused.value = row?.kind === 'message' && shows ? row.key : null
    },
    onBlur(event) {
      if (indexOf(event.relatedTarget) === null) focused.value = null
    },
  }
}
