import { computed, type WritableComputedRef } from 'vue'
import type { Settings } from '../../../shared/ipc/schemas.ts'
import { usePreferencesStore } from './preferences-store.ts'

/** One preference, for `v-model`. */
export function usePreference<Name extends keyof Settings>(
  name: Name,
): WritableComputedRef<Settings[Name]> {
  const store = usePreferencesStore()
  return computed({
    get: () => store.settings[name],
    set: (value) => store.change({ [name]: value }),
  })
}
