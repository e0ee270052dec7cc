import type { RouteRecordRaw } from 'vue-router'

/** `?profile=ID` shows somebody's profile beside the list. */
export const routes: RouteRecordRaw[] = [
  { path: 'people', name: 'people', component: () => import('./PeopleView.vue') },
]
