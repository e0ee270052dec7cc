import { computed, ref, watch, type ComputedRef } from 'vue'
import { useWindowFocus } from '@vueuse/core'
import type { Seq } from '../../../../../protocol/index.ts'
import type { Chat } from '../chat-context.ts'
import { createRowKeeper, type TimelineRow } from './timeline-rows.ts'

/**
 * The rows of the conversation. The unread line stands where the person had read to when the
 * conversation was opened, or when they last looked away from it.
 */
export function useTimelineRows(chat: Chat): ComputedRef<readonly TimelineRow[]> {
  const keep = createRowKeeper()
  const focused = useWindowFocus()
  const lookedAway = ref<Seq | null>(null)

  watch(focused, (now) => {
    const { view } = chat
    if (!now && view.value?.unread === 0) lookedAway.value = view.value.head
  })

  return computed(() => {
    const { items, unreadAfter, atStart } = chat.timeline.value
    return keep(items, {
      me: chat.me.value,
      unreadAfter: lookedAway.value ?? unreadAfter,
      atStart,
    })
  })
}
