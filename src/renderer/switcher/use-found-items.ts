import { computed, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import { watchDebounced } from '@vueuse/core'
import { offerFirst, rankItems, type RankedGroup, type SwitcherItem } from './switcher-items.ts'
import { useSwitcherStore } from './switcher-store.ts'

/** What the sources offer for a query: at once what is at hand, and then what they find further off. */
export function useFoundItems(
  query: Ref<string>,
  recentLabel: () => string,
): { groups: ComputedRef<RankedGroup[]>; searching: Ref<boolean> } {
  const store = useSwitcherStore()
  const further = shallowRef(new Map<string, readonly SwitcherItem[]>())
  const searching = ref(false)
  let asked = 0

  watch(query, () => {
    asked += 1
    further.value = new Map()
  })
  // At once too: what was typed before the switcher was there.
  watchDebounced(query, searchFurther, { debounce: 120, immediate: true })

  async function searchFurther(): Promise<void> {
    const wanted = query.value.trim()
    const turn = asked
    if (wanted === '') return
    searching.value = true
    const found = store.sources.map(async ({ id, search }) => {
      const items = await search?.(wanted).catch(() => [])
      if (turn === asked && items?.length) further.value = new Map(further.value).set(id, items)
    })
    await Promise.all(found)
    if (turn === asked) searching.value = false
  }

  const groups = computed(() => {
    const all = store.sources.map(({ id, label, last, items }) => ({
      id,
      label: label(),
      ...(last && { last }),
      items: [...items(), ...(further.value.get(id) ?? [])],
    }))
    const wanted = query.value.trim()
    return wanted === '' ? offerFirst(all, recentLabel()) : rankItems(all, wanted)
  })

  return { groups, searching }
}
