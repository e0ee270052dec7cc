import type { RouteLocationRaw, RouteRecordRaw } from 'vue-router'
import type { ConversationId } from '../../../../protocol/ids.ts'

/** `?group=ID` shows a group beside the list, `?create` the dialog. */
export const routes: RouteRecordRaw[] = [
  { path: 'groups', name: 'groups', component: () => import('./GroupsView.vue') },
]

export function groupDetailsRoute(group: ConversationId): RouteLocationRaw {
  return { name: 'groups', query: { group } }
}

export const createGroupRoute: RouteLocationRaw = { name: 'groups', query: { create: '' } }
