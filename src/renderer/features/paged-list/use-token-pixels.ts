import { onMounted, ref, toValue, watch, type MaybeRefOrGetter, type Ref } from 'vue'
import { useMediaQuery, useMutationObserver } from '@vueuse/core'

/** The pixels that a design token stands for now; follows density and the kind of pointer. */
export function useTokenPixels(token: MaybeRefOrGetter<string>, fallback: number): Ref<number> {
  const pixels = ref(fallback)
  const coarse = useMediaQuery('(pointer: coarse)')

  function read(): void {
    const value = getComputedStyle(document.documentElement).getPropertyValue(toValue(token))
    pixels.value = Number.parseFloat(value) || fallback
  }

  onMounted(read)
  watch([coarse, () => toValue(token)], read)
  useMutationObserver(() => document.documentElement, read, {
    attributes: true,
    attributeFilter: ['data-density'],
  })
  return pixels
}
