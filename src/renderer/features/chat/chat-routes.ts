import type { RouteLocationRaw, RouteRecordRaw } from 'vue-router'
import type { ConversationId, Seq } from '../../../../protocol/index.ts'

export const routes: RouteRecordRaw[] = [
  {
    path: 'c/:conversation',
    name: 'conversation',
    component: () => import('./ConversationPage.vue'),
  },
]

/** What stands on the right of a conversation. */
export type ConversationPanel = 'details' | 'search' | 'profile'

/** The way to a conversation, to one of its messages, or with a panel open; `find`: what is looked for there. */
export function conversationRoute(
  conversation: ConversationId,
  { at, panel, find }: { at?: Seq; panel?: ConversationPanel; find?: string } = {},
): RouteLocationRaw {
  const query = {
    ...(at !== undefined && { at: String(at) }),
    ...(panel && { panel }),
    ...(find && { find }),
  }
  return { name: 'conversation', params: { conversation }, query }
}
