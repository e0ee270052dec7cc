import { computed, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import type { User } from '../../../../../protocol/index.ts'
import { completionTrigger, isInCode, type CompletionTrigger } from './completion-trigger.ts'

export type Completion =
  | { kind: 'mention'; id: string; label: string; detail: string; insert: string; user: User }
  | { kind: 'emoji'; id: string; label: string; detail: ''; insert: string; emoji: string }

export type CompletionSource = (query: string) => Promise<readonly Completion[]>

export type UsedCompletions = {
  items: Ref<readonly Completion[]>
  active: Ref<number>
  open: ComputedRef<boolean>
  trigger: Ref<CompletionTrigger | null>
  /** The text or the caret changed. */
  look(text: string, caret: number): void
  move(step: 1 | -1): void
  close(): void
}

/** What could be meant by what is being typed, the best first. */
export function useCompletions(
  sources: Record<CompletionTrigger['kind'], CompletionSource>,
): UsedCompletions {
  const trigger = shallowRef<CompletionTrigger | null>(null)
  const items = shallowRef<readonly Completion[]>([])
  const active = ref(0)
  /** Where the person said no: not offered again at that place. */
  let refused = -1
  let asked = 0

  async function find(wanted: CompletionTrigger): Promise<void> {
    const turn = (asked += 1)
    const found = await sources[wanted.kind](wanted.query).catch(() => [])
    if (turn !== asked) return
    items.value = found
    active.value = 0
  }

  watch(trigger, (wanted, before) => {
    if (!wanted) {
      asked += 1
      items.value = []
    } else if (wanted.kind !== before?.kind || wanted.query !== before.query) {
      void find(wanted)
    }
  })

  return {
    items,
    active,
    trigger,
    open: computed(() => items.value.length > 0),
    look(text, caret) {
      const found = isInCode(text, caret) ? null : completionTrigger(text, caret)
      if (!found) refused = -1
      trigger.value = found && found.from !== refused ? found : null
    },
    move(step) {
      const { length } = items.value
      if (length > 0) active.value = (active.value + step + length) % length
    },
    close() {
      refused = trigger.value?.from ?? -1
      trigger.value = null
    },
  }
}
