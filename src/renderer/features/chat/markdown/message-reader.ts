import { readonly, shallowRef, watch, type Ref } from 'vue'
import type { Chat } from '../chat-context.ts'
import type { TimelineRow } from '../timeline/timeline-rows.ts'
import { isRich } from './plain-message.ts'
import type { renderedMessage } from './rendered-message.ts'

const reader = shallowRef<typeof renderedMessage | null>(null)
const missing = shallowRef(false)
let coming: Promise<void> | null = null

/** What reads Markdown, once it is there: parser and sanitiser are no part of the first load. */
export const messageReader = readonly(reader)

/** Fetches what reads Markdown. Where that fails, the next call tries again. */
export function fetchMessageReader(): Promise<void> {
  coming ??= import('./rendered-message.ts')
    .then(({ renderedMessage }) => void (reader.value = renderedMessage))
    .catch(() => {
      missing.value = true
      coming = null
    })
  return coming
}

function needsReader(row: TimelineRow): boolean {
  return row.kind === 'message' && row.item.event.text !== null && isRich(row.item.event.text)
}

/**
 * Whether rows can be shown for the first time without changing their heights soon after: what reads
 * Markdown is there, is not needed, or cannot be had.
 */
export function useLegible(
  chat: Chat,
  rows: Readonly<Ref<readonly TimelineRow[]>>,
): Readonly<Ref<boolean>> {
  const legible = shallowRef(false)
  watch(
    () => chat.view.value?.last?.text,
    // Known before the messages are: what they need can come beside them.
    (last) => {
      if (last && isRich(last)) void fetchMessageReader()
    },
    { immediate: true },
  )
  watch(
    [rows, reader, missing],
    () => {
      if (legible.value || rows.value.length === 0) return
      legible.value = reader.value !== null || missing.value || !rows.value.some(needsReader)
      if (!legible.value) void fetchMessageReader()
    },
    { immediate: true },
  )
  return legible
}
