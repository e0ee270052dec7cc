import { defineStore } from 'pinia'
import { ref } from 'vue'

export type Toast = {
  text: string
  tone?: 'plain' | 'good' | 'warn' | 'bad'
  action?: { label: string; run: () => void }
  /** Milliseconds; one with an action or bad news stays longer by itself. */
  duration?: number
}
export type ShownToast = Toast & { id: number }

const MOST = 3

/** Short news of what just happened. Nothing that a person must not miss: that belongs in the view. */
export const useToastStore = defineStore('toasts', () => {
  const toasts = ref<ShownToast[]>([])
  let lastId = 0

  function show(toast: Toast): number {
    lastId += 1
    const same = toasts.value.filter(({ text }) => text !== toast.text)
    toasts.value = [...same, { ...toast, id: lastId }].slice(-MOST)
    return lastId
  }

  function close(id: number): void {
    toasts.value = toasts.value.filter((toast) => toast.id !== id)
  }

  return { toasts, show, close }
})

/** How long a toast stays: longer the more there is to read or to do. */
export function toastDuration({ text, tone, action, duration }: Toast): number {
  if (duration !== undefined) return duration
  return 3000 + text.length * 40 + (action ? 3000 : 0) + (tone === 'bad' ? 2000 : 0)
}
