import { computed, shallowRef, watch, type ComputedRef } from 'vue'
import { limits } from '../../../../protocol/limits.ts'
import type { DirectoryEntry } from '../../../../protocol/rest.ts'
import { useSignal } from '../../composables/use-signal.ts'
import { useSpace } from '../session/use-space.ts'
import { useVisiblePolling } from './use-visible-polling.ts'

/** Who comes and goes is seen at the latest after this. */
const EVERY = 5_000
/** Of a space with more people than that, those further down the alphabet are not looked through. */
const MOST_PAGES = 20

/** The people of the space on screen who are connected; null until it is known. */
export function useConnectedPeople(): ComputedRef<DirectoryEntry[] | null> {
  const { people } = useSpace()
  const all = shallowRef<DirectoryEntry[] | null>(null)
  const revision = useSignal(people.revision)

  async function look(): Promise<void> {
    const found: DirectoryEntry[] = []
    let cursor: string | undefined
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const options = { limit: limits.pageSize, ...(cursor !== undefined && { cursor }) }
      const answer = await people.directory('', options)
      found.push(...answer.people)
      if (answer.next === null) break
      cursor = answer.next
    }
    all.value = found
  }
  const again = useVisiblePolling(look, EVERY)
  watch(revision, again)
  return computed(() => all.value?.filter(({ presence }) => presence.state !== 'offline') ?? null)
}
