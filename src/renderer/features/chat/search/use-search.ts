import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { useDebounceFn } from '@vueuse/core'
import type { SpaceClient } from '../../../../../client/space-client.ts'
import type { ConversationId, SearchHit } from '../../../../../protocol/index.ts'

const PAUSE = 180

export type Found = {
  /** What was asked; the hits are of it. */
  query: string
  hits: readonly SearchHit[]
  more: boolean
}

export type UsedSearch = {
  query: Ref<string>
  /** Null before anything was asked. */
  found: ShallowRef<Found | null>
  busy: Ref<boolean>
  problem: ShallowRef<unknown>
  more(): Promise<void>
  retry(): void
}

/** Searches messages as one types: in one conversation, or in all. A late answer to an old question is dropped. */
export function useSearch(
  space: Pick<SpaceClient, 'search'>,
  conversation: () => ConversationId | null,
): UsedSearch {
  const query = ref('')
  const found = shallowRef<Found | null>(null)
  const busy = ref(false)
  const problem = shallowRef<unknown>(null)
  let turn = 0
  let next: string | null = null

  async function ask(cursor?: string): Promise<void> {
    const own = (turn += 1)
    const wanted = query.value.trim()
    if (wanted === '') {
      found.value = null
      busy.value = false
      return
    }
    busy.value = true
    const within = conversation()
    try {
      const answer = await space.search(wanted, {
        ...(within !== null && { conversation: within }),
        ...(cursor !== undefined && { cursor }),
      })
      if (own !== turn) return
      next = answer.next
      const before = cursor === undefined ? [] : (found.value?.hits ?? [])
      found.value = { query: wanted, hits: [...before, ...answer.hits], more: next !== null }
      problem.value = null
    } catch (error) {
      if (own === turn) problem.value = error
    } finally {
      if (own === turn) busy.value = false
    }
  }

  const askSoon = useDebounceFn(() => ask(), PAUSE)
  watch(query, (text) => void (text.trim() === '' ? ask() : askSoon()))
  watch(conversation, () => void ask())
  onScopeDispose(() => (turn += 1))

  return {
    query,
    found,
    busy,
    problem,
    more: async () => {
      if (next !== null && !busy.value) await ask(next)
    },
    retry: () => void ask(),
  }
}
