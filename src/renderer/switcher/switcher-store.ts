import { defineStore } from 'pinia'
import { onScopeDispose, ref, shallowRef } from 'vue'
import type { SwitcherSource } from './switcher-items.ts'

export const useSwitcherStore = defineStore('switcher', () => {
  const open = ref(false)
  /** What is looked for. */
  const query = ref('')
  const sources = shallowRef<readonly SwitcherSource[]>([])

  function add(source: SwitcherSource): () => void {
    sources.value = [...sources.value, source]
    return () => {
      sources.value = sources.value.filter((other) => other !== source)
    }
  }

  return { open, query, sources, add }
})

/** Offers items in the quick switcher for as long as the component is there. */
export function useSwitcherSource(source: SwitcherSource): void {
  onScopeDispose(useSwitcherStore().add(source))
}
