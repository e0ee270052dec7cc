import type { Domain } from '../../domain/domain.ts'
import type { RestHandlers } from './rest-handler.ts'

type ConversationHandlers = Pick<
  RestHandlers,
  'conversations' | 'conversation' | 'events' | 'search'
>

export function conversationHandlers({ conversations }: Domain): ConversationHandlers {
  return {
    async conversations({ caller }) {
      return { conversations: await conversations.list(caller) }
    },
    async conversation({ caller, params }) {
      return { conversation: await conversations.one(caller, params.conversation) }
    },
    events: ({ caller, params, query }) => conversations.page(caller, params.conversation, query),
    async search({ caller, query: { query, ...options } }) {
      const { items, next } = await conversations.search(caller, query, options)
      return { hits: items, next }
    },
  }
}
