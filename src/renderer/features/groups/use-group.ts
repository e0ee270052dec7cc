import { computed, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import type { ConversationView } from '../../../../client/space-client.ts'
import type { Group } from '../../../../protocol/entities.ts'
import type { ConversationId } from '../../../../protocol/ids.ts'
import { useSignal } from '../../composables/use-signal.ts'
import { isUnreachable, type Problem } from '../refusals/refusal-words.ts'
import { useSpace } from '../session/use-space.ts'

export type UsedGroup = {
  /** Null while it is not known, or where it is not there for the person. */
  group: ComputedRef<Group | null>
  /** The conversation, where the person is in the group. */
  view: ComputedRef<ConversationView | null>
  problem: Readonly<ShallowRef<Problem | null>>
  loading: Readonly<Ref<boolean>>
  /** Takes what the server answered to a change; asks where nothing is given. */
  update: (known?: Group) => void
}

/** A group, live: as its members see it from its events, as outsiders see it when they ask. */
export function useGroup(id: () => ConversationId): UsedGroup {
  const space = useSpace()
  const conversations = useSignal(space.conversations)
  const connection = useSignal(space.connection)
  const asked = shallowRef<Group | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const loading = ref(false)

  const view = computed(() => conversations.value.find((one) => one.id === id()) ?? null)
  const group = computed(() => view.value?.group ?? asked.value)

  async function ask(): Promise<void> {
    const wanted = id()
    loading.value = true
    problem.value = null
    try {
      const known = await space.groups.group(wanted)
      if (wanted === id()) asked.value = known
    } catch (error) {
      if (wanted !== id()) return
      if (!isUnreachable(error)) asked.value = null
      problem.value = error
    } finally {
      if (wanted === id()) loading.value = false
    }
  }

  watch(
    [id, () => view.value === null, () => connection.value.phase === 'online'] as const,
    ([wanted, outside, online], [last, wasOutside, wasOnline]) => {
      if (last !== wanted) asked.value = null
      const isNews = last !== wanted || wasOutside !== outside
      // A connection that ends has nothing to tell: who is asked then does not answer.
      if (outside && (isNews || (online && !wasOnline))) void ask()
    },
    { immediate: true },
  )

  return {
    ...{ group, view, problem, loading },
    update(known) {
      if (known) asked.value = known
      else if (view.value === null) void ask()
    },
  }
}
