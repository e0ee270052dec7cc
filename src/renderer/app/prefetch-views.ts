import type { RouteRecordNormalized, Router } from 'vue-router'
import { loadMenuBox } from '../design/menu-items.ts'
import { fetchMessageReader } from '../features/chat/markdown/message-reader.ts'

/** A start is over by then. Sooner, views that nobody asked for would delay the one on screen. */
const afterStart = 1_000

/** Fetches the view that an address leads to, beside what has to be known before it is shown. */
export function fetchView(router: Router, address: string): void {
  for (const { components } of router.resolve(address).matched) fetchAll(components)
}

/**
 * Fetches the views that are not on screen once there is nothing else to do: then each opens at
 * once, and opens at all while the space that serves them is away.
 */
export function prefetchViews(router: Router): void {
  const whenIdle = window.requestIdleCallback ?? ((run: () => void) => run())
  void router.isReady().then(() => {
    // First: a conversation that is being opened may wait for it.
    whenIdle(() => void fetchMessageReader())
    setTimeout(() => whenIdle(() => fetchViews(router)), afterStart)
  })
}

/** What is opened from a view comes with it. */
const parts: readonly (() => Promise<unknown>)[] = [
  loadMenuBox,
  () => import('../design/components/ConfirmBox.vue'),
  () => import('../switcher/QuickSwitcher.vue'),
  () => import('../shortcuts/ShortcutsDialog.vue'),
  () => import('./SignOutDialog.vue'),
  () => import('../features/admission/SpaceSection.vue'),
  () => import('../features/chat/emoji/EmojiBox.vue'),
  () => import('../features/chat/emoji/EmojiPicker.vue'),
  () => import('../features/chat/search/SearchPanel.vue'),
  () => import('../features/groups/GroupPanel.vue'),
  () => import('../features/groups/LeaveGroupDialog.vue'),
  () => import('../features/people/ProfilePanel.vue'),
]

function fetchViews(router: Router): void {
  // Whoever opens one that did not come is told then.
  for (const load of parts) void load().catch(() => {})
  for (const { components, meta } of router.getRoutes()) {
    // Of other spaces and of the network: a browser stays where it is.
    if (!meta.anywhere || window.parley) fetchAll(components)
  }
}

function fetchAll(components: RouteRecordNormalized['components']): void {
  for (const component of Object.values(components ?? {})) {
    // What is not loaded yet is still the function that loads it; the router tells where it fails.
    if (typeof component === 'function')
      void (component as () => Promise<unknown>)().catch(() => {})
  }
}
