import { readonly, ref, type Ref } from 'vue'
import { tryOnScopeDispose } from '@vueuse/core'

const MINUTE = 60_000
const now = ref(Date.now())
let users = 0
let timer: ReturnType<typeof setTimeout> | undefined

/** At the turn of each minute, and only while somebody can see it. */
function tick(): void {
  clearTimeout(timer)
  if (users === 0 || document.hidden) return
  now.value = Date.now()
  timer = setTimeout(tick, MINUTE - (Date.now() % MINUTE) + 20)
}

/** The present minute, one clock for all times on the screen. */
export function useNow(): Readonly<Ref<number>> {
  if (typeof document === 'undefined') return readonly(now)
  users += 1
  if (users === 1) {
    document.addEventListener('visibilitychange', tick)
    tick()
  }
  tryOnScopeDispose(() => {
    users -= 1
    if (users > 0) return
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', tick)
  })
  return readonly(now)
}
