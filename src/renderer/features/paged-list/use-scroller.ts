import { onMounted, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { useResizeObserver } from '@vueuse/core'

/** What scrolls a list: the list itself, or the nearest surroundings that scroll. */
function scrollerOf(list: HTMLElement, flows: boolean): HTMLElement {
  let candidate: HTMLElement | null = flows ? list.parentElement : null
  while (candidate && !/auto|scroll/.test(getComputedStyle(candidate).overflowY)) {
    candidate = candidate.parentElement
  }
  return candidate ?? list
}

/** The element that scrolls a list, and how far below its top the list begins. */
export function useScroller(
  list: Readonly<ShallowRef<HTMLElement | null>>,
  flows: () => boolean,
): { scroller: ShallowRef<HTMLElement | null>; margin: Ref<number> } {
  const scroller = shallowRef<HTMLElement | null>(null)
  const margin = ref(0)

  function measure(): void {
    if (!list.value || !scroller.value || scroller.value === list.value) return
    const above =
      list.value.getBoundingClientRect().top - scroller.value.getBoundingClientRect().top
    margin.value = Math.round(above + scroller.value.scrollTop)
  }

  onMounted(() => {
    if (list.value) scroller.value = scrollerOf(list.value, flows())
    measure()
  })
  useResizeObserver([() => list.value?.parentElement, scroller], measure)
  return { scroller, margin }
}
