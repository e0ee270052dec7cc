import { computed, ref, watch, type ComputedRef } from 'vue'
import { useIntervalFn } from '@vueuse/core'

/** Whole seconds until a point in time; 0 from then on. Ticks only while there is something to count. */
export function useCountdown(until: () => number | null): ComputedRef<number> {
  const now = ref(Date.now())
  const { pause, resume } = useIntervalFn(() => (now.value = Date.now()), 250, { immediate: false })
  const seconds = computed(() => Math.max(0, Math.ceil(((until() ?? 0) - now.value) / 1000)))

  watch(
    until,
    (end) => {
      now.value = Date.now()
      if (end !== null && end > now.value) resume()
    },
    { immediate: true },
  )
  watch(seconds, (left) => {
    if (left === 0) pause()
  })
  return seconds
}
