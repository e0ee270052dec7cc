import type { RouteRecordRaw } from 'vue-router'

/** `settings` alone shows the list of sections, beside the first of them where there is room. */
export const routes: RouteRecordRaw[] = [
  { path: 'settings/:section?', name: 'settings', component: () => import('./SettingsView.vue') },
]
