import { computed, ref, type WritableComputedRef } from 'vue'

const PREFIX = 'parley.last-name.'

/** The name that somebody last signed in with to a space on this device. */
export function useLastName(space: () => string): WritableComputedRef<string> {
  const changes = ref(0)
  return computed({
    get() {
      void changes.value
      return localStorage.getItem(PREFIX + space()) ?? ''
    },
    set(name) {
      localStorage.setItem(PREFIX + space(), name)
      changes.value += 1
    },
  })
}
