import { onScopeDispose, watch, type Ref } from 'vue'
import { useDocumentVisibility, useWindowFocus } from '@vueuse/core'
import type { Seq } from '../../../../../protocol/index.ts'
import type { Chat } from '../chat-context.ts'
import type { RowWindow } from './use-row-window.ts'
import type { TimelineRow } from './timeline-rows.ts'

/** So much of a message (pixels) must be on screen for it to have been seen. */
const SEEN = 60
/** So long it must be there; milliseconds. */
const GLANCE = 300

function lastSeq(row: TimelineRow): Seq {
  if (row.kind === 'message') return row.item.event.seq
  return row.kind === 'notice' ? (row.events.at(-1)?.seq ?? 0) : 0
}

/** The last event on screen: the head itself where the end is in sight, as nothing after it shows. */
export function lastSeen(
  rows: readonly TimelineRow[],
  window: Pick<RowWindow, 'shown' | 'offset' | 'height'>,
  head: Seq | null,
): Seq {
  const bottom = window.offset() + window.height()
  const { value: shown } = window.shown
  for (let at = shown.length - 1; at >= 0; at -= 1) {
    const item = shown[at]!
    if (item.start + Math.min(SEEN, item.size) > bottom + 1) continue
    const isLast = item.index === rows.length - 1
    if (isLast && head !== null) return head
    const row = rows[item.index]
    const seq = row ? lastSeq(row) : 0
    if (seq > 0) return seq
  }
  return 0
}

/**
 * Says what was read: it was on screen, in a window that has the focus, once the reader was `placed`.
 */
export function useReadMarker(
  chat: Chat,
  rows: Ref<readonly TimelineRow[]>,
  window: RowWindow,
  placed: Readonly<Ref<boolean>>,
): void {
  const focused = useWindowFocus()
  const visibility = useDocumentVisibility()
  let marked = 0

  function mark(): void {
    if (!placed.value || !focused.value || visibility.value !== 'visible') return
    if (window.height() === 0) return
    const { atNewest } = chat.timeline.value
    const seq = lastSeen(rows.value, window, atNewest ? (chat.view.value?.head ?? null) : null)
    if (seq <= Math.max(marked, chat.view.value?.read ?? 0)) return
    marked = seq
    chat.conversation.markRead(seq)
  }

  /** What only flew past was not read. */
  let timer: ReturnType<typeof setTimeout> | undefined
  function look(): void {
    timer ??= setTimeout(() => {
      timer = undefined
      mark()
    }, GLANCE)
  }
  watch([window.moved, rows, focused, visibility, placed], look, { flush: 'post', immediate: true })
  onScopeDispose(() => clearTimeout(timer))
}
