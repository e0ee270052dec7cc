import { useLocalStorage, useMediaQuery } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'

/** Under this the frame shows one column at a time. */
const NARROW = 720
/** Under this a panel floats over the conversation instead of standing beside it. */
const ROOMY = 1080

/** How the window's parts stand: which columns there are, and how wide. */
export const useFrameStore = defineStore('frame', () => {
  const narrow = useMediaQuery(`(max-width: ${NARROW - 1}px)`)
  const roomy = useMediaQuery(`(min-width: ${ROOMY}px)`)
  const sidebarWidth = useLocalStorage('parley.sidebar-width', 288)
  const sidebarHidden = ref(false)
  const panels = ref(0)

  const panelOpen = computed(() => panels.value > 0)
  const panelFloats = computed(() => panelOpen.value && !roomy.value)

  function toggleSidebar(): void {
    sidebarHidden.value = !sidebarHidden.value
  }

  /** A panel came; returns what says that it went. */
  function panelShown(): () => void {
    panels.value += 1
    return () => (panels.value -= 1)
  }

  return { narrow, sidebarWidth, sidebarHidden, panelOpen, panelFloats, toggleSidebar, panelShown }
})
