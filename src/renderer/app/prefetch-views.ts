import type { Router } from 'vue-router'
import { fetchMessageReader } from '../features/chat/markdown/message-reader.ts'

/**
 * Fetches the views that are not on screen once there is nothing else to do: then each opens at
 * once, and opens at all while the space that serves them is away.
 */
export function prefetchViews(router: Router): void {
  const whenIdle = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 1_000))
  void router.isReady().then(() => whenIdle(() => fetchAll(router)))
}

/** What a view asks with comes with it. */
const questions = () => import('../design/components/ConfirmBox.vue')

function fetchAll(router: Router): void {
  // First: a conversation that is being opened may wait for it.
  void fetchMessageReader()
  void questions().catch(() => {})
  for (const { components } of router.getRoutes()) {
    for (const component of Object.values(components ?? {})) {
      // What is not loaded yet is still the function that loads it; the router tells where it fails.
      if (typeof component === 'function')
        void (component as () => Promise<unknown>)().catch(() => {})
    }
  }
}
