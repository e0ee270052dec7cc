import { defineStore } from 'pinia'
import { ref } from 'vue'

/** Whether there was something to tell of since the window was opened. */
export const useAttentionStore = defineStore('attention', () => {
  const missed = ref(false)
  return { missed }
})
