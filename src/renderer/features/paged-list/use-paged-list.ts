import {
  computed,
  onScopeDispose,
  ref,
  shallowRef,
  watch,
  type ComputedRef,
  type Ref,
  type ShallowRef,
} from 'vue'
import { useDebounceFn, useThrottleFn } from '@vueuse/core'
import { PagedList, type LoadPage, type PagedListState } from './paged-list.ts'

/** A pause in typing after which is asked, and the least time between two refreshes; milliseconds. */
const TYPING_PAUSE = 120
const BETWEEN_REFRESHES = 400

export type UsedPagedList<T> = {
  /** What is typed; is asked for after a pause. */
  query: Ref<string>
  state: Readonly<ShallowRef<PagedListState<T>>>
  /** Whether what is shown answers what is typed, and not what was typed before. */
  answered: ComputedRef<boolean>
  keyOf: (item: T) => string
  /** Says which rows are on screen, `to` exclusive. */
  show: (from: number, to: number) => void
  /** Something changed: asks anew, at most a few times a second. What is shown stays meanwhile. */
  refresh: () => void
  /** Asks at once, after a problem or because the person changed what is listed. */
  restart: () => void
  retry: () => void
}

/** A paged list that follows what is typed into `query`; begins at once and ends with its scope. */
export function usePagedList<T>(load: LoadPage<T>, keyOf: (item: T) => string): UsedPagedList<T> {
  const list = new PagedList(load, keyOf, (next) => (state.value = next))
  const state = shallowRef(list.state)
  const query = ref('')
  const answered = computed(() => {
    const { status, searching, query: asked } = state.value
    return status === 'ready' && !searching && asked === query.value.trim()
  })

  const ask = () => list.search(query.value.trim())
  const askAfterPause = useDebounceFn(ask, TYPING_PAUSE)
  const refresh = useThrottleFn(() => list.refresh(), BETWEEN_REFRESHES, true)

  watch(query, (text) => {
    if (text.trim() === '') ask()
    else void askAfterPause()
  })
  ask()
  onScopeDispose(() => list.close())

  return {
    query,
    state,
    answered,
    keyOf,
    show: (from, to) => list.show(from, to),
    refresh: () => void refresh(),
    restart: ask,
    retry: () => list.retry(),
  }
}
