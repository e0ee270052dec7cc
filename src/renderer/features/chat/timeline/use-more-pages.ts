import { ref, watch, type Ref } from 'vue'
import { useSignal } from '../../../composables/use-signal.ts'
import type { Chat } from '../chat-context.ts'
import type { RowWindow } from './use-row-window.ts'

/** Pages are asked for so far (pixels) before their end comes into sight. */
const AHEAD = 1_200

export type MorePages = {
  /** The page before could not be loaded: said, and not tried again until asked to. */
  olderFailed: Ref<boolean>
  loadOlder(): void
}

/** Loads the pages before and after what is loaded as the person comes near to its ends. */
export function useMorePages(chat: Chat, window: RowWindow): MorePages {
  const { conversation, timeline } = chat
  const connection = useSignal(chat.space.connection)
  const olderFailed = ref(false)
  const newerFailed = ref(false)

  async function load(page: () => Promise<void>, failed: Ref<boolean>): Promise<void> {
    try {
      await page()
      failed.value = false
    } catch {
      failed.value = true
    }
  }

  const loadOlder = (): void => void load(conversation.loadOlder, olderFailed)
  const loadNewer = (): void => void load(conversation.loadNewer, newerFailed)

  function look(): void {
    const { atStart, atNewest, loadingOlder, loadingNewer, status } = timeline.value
    if (status !== 'ready' || window.height() === 0) return
    if (!atStart && !loadingOlder && !olderFailed.value && window.offset() < AHEAD) loadOlder()
    if (!atNewest && !loadingNewer && !newerFailed.value && window.distanceFromEnd() < AHEAD) {
      loadNewer()
    }
  }

  watch([window.moved, timeline], look, { flush: 'post' })
  watch(
    () => connection.value.phase,
    (phase) => {
      if (phase !== 'online') return
      olderFailed.value = false
      newerFailed.value = false
      look()
    },
  )
  return { olderFailed, loadOlder }
}
