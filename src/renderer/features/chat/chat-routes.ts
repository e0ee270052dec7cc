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

/** The way to a conversation, to one of its messages, or with a panel open. */
export function conversationRoute(
  conversation: ConversationId,
  { at, panel }: { at?: Seq; panel?: ConversationPanel } = {},
): RouteLocationRaw {
  const query = { ...(at !== undefined && { at: String(at) }), ...(panel && { panel }) }
  return { name: 'conversation', params: { conversation }, query }
}
