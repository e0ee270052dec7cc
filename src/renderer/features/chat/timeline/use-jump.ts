import { onScopeDispose, ref, watch, type Ref } from 'vue'
import type { Seq } from '../../../../../protocol/index.ts'
import { useToastStore } from '../../../design/toast-store.ts'
import { useText } from '../../../i18n/use-text.ts'
import type { Chat } from '../chat-context.ts'
import type { RowWindow } from './use-row-window.ts'
import type { TimelineRow } from './timeline-rows.ts'

/** So long a message that was looked for is marked; milliseconds. */
const MARKED = 2_200

export type Jump = {
  /** Key of the row that was looked for, for a moment. */
  found: Ref<string | null>
  to(seq: Seq): void
  toNewest(): void
}

/** Seqs of the first and last event that a row shows; own messages without a place come after all. */
function span(row: TimelineRow): [Seq, Seq] {
  if (row.kind === 'beginning') return [0, 0]
  if (row.kind === 'message')
    return [row.item.event.seq || Infinity, row.item.event.seq || Infinity]
  return [row.events[0]!.seq, row.events.at(-1)!.seq]
}

/**
 * The row that shows an event, or where it is loaded but shows nothing (an edit, say) the next one;
 * -1 while it is not loaded.
 */
export function rowOf(rows: readonly TimelineRow[], seq: Seq): number {
  const index = rows.findIndex((row) => span(row)[1] >= seq)
  const startsBefore = index > 0 || (rows[0] && span(rows[0])[0] <= seq)
  return startsBefore ? index : -1
}

/** Goes to a message, wherever in the conversation it is, and marks it; `arrived` is told each time. */
export function useJump(
  chat: Chat,
  rows: Ref<readonly TimelineRow[]>,
  window: RowWindow,
  arrived: () => void,
): Jump {
  const { t } = useText()
  const toasts = useToastStore()
  const found = ref<string | null>(null)
  const wanted = ref<Seq | 'newest' | null>(null)
  /** Counts what was gone to: of two at once the later one is arrived at. */
  let asked = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function mark(key: string): void {
    clearTimeout(timer)
    found.value = key
    timer = setTimeout(() => (found.value = null), MARKED)
  }

  /** Rows come a frame late: those that are about to go show where nobody is any more. */
  const areOld = (): boolean => chat.timeline.value !== chat.conversation.timeline.get()

  function arrive(): void {
    if (wanted.value === null || areOld()) return
    if (wanted.value === 'newest') {
      if (!chat.timeline.value.atNewest) return
      wanted.value = null
      window.toEnd()
      return arrived()
    }
    const seq = wanted.value
    const index = rowOf(rows.value, seq)
    if (index < 0) return
    wanted.value = null
    window.toRow(index, 'center')
    const [from, to] = span(rows.value[index]!)
    if (from <= seq && seq <= to) mark(rows.value[index]!.key)
    arrived()
  }

  watch([rows, wanted, chat.timeline], arrive, { flush: 'post' })
  onScopeDispose(() => clearTimeout(timer))

  async function to(seq: Seq): Promise<void> {
    const turn = (asked += 1)
    wanted.value = null
    try {
      await chat.conversation.jumpTo(seq)
      if (turn === asked) wanted.value = seq
    } catch {
      toasts.show({ text: t('chat.timeline.jumpFailed'), tone: 'warn' })
    }
  }

  return {
    found,
    to: (seq) => void to(seq),
    toNewest() {
      asked += 1
      wanted.value = 'newest'
      void chat.conversation.jumpToNewest()
    },
  }
}
