import { nextTick, onBeforeUnmount, onMounted, ref, watch, type Ref } from 'vue'
import type { Chat } from '../chat-context.ts'
import type { RowWindow } from './use-row-window.ts'
import type { TimelineRow } from './timeline-rows.ts'

/** So many rows are a page: the unread line is among them, or further up than one looks at first. */
const PAGE = 20

/** Where one begins to read: the unread line if it is there, else the end. */
export function firstPlace(rows: readonly TimelineRow[]): number | 'end' {
  const line = rows.findIndex((row) => row.startsNew)
  return line < 0 ? 'end' : line
}

/** Whether what is loaded is enough to say where the unread line is. */
export function isPlaceKnown(
  rows: readonly TimelineRow[],
  { unread, atStart, atNewest }: { unread: boolean; atStart: boolean; atNewest: boolean },
): boolean {
  const line = rows.findIndex((row) => row.startsNew)
  if (!atNewest) return false
  return !unread || atStart || line > 0 || rows.length >= PAGE
}

/**
 * Places the reader when a conversation is opened, again while its first page comes in, and never
 * once the person has scrolled or gone to a message, which is to `settle` them. Until then nothing
 * counts as read: it is not what they chose to see.
 */
export function useFirstPosition(
  chat: Chat,
  scroller: Ref<HTMLElement | null>,
  rows: Ref<readonly TimelineRow[]>,
  window: RowWindow,
): { placed: Readonly<Ref<boolean>>; settle(): void } {
  const placed = ref(false)
  const settle = (): void => void (placed.value = true)
  const gestures = ['wheel', 'pointerdown', 'keydown', 'touchmove'] as const

  function place(): void {
    if (placed.value) return
    const { unreadAfter, atStart, atNewest } = chat.timeline.value
    const at = firstPlace(rows.value)
    if (at === 'end') window.toEnd()
    else window.toRow(at, 'start')
    if (isPlaceKnown(rows.value, { unread: unreadAfter !== null, atStart, atNewest }))
      void nextTick(settle)
  }

  watch(rows, place, { flush: 'post' })
  onMounted(() => {
    // It may have been left in the middle of its history.
    if (!chat.timeline.value.atNewest) void chat.conversation.jumpToNewest()
    place()
    for (const gesture of gestures) {
      scroller.value?.addEventListener(gesture, settle, { passive: true, once: true })
    }
  })
  onBeforeUnmount(() => {
    for (const gesture of gestures) scroller.value?.removeEventListener(gesture, settle)
  })
  return { placed, settle }
}
