import * as z from 'zod/mini'
import { conversation } from '../entities.ts'
import { event } from '../events.ts'
import { conversationId, seq } from '../ids.ts'
import { cursor, pageLimit, queryText, route } from './route.ts'

const seqParam = z.pipe(z.coerce.number(), seq)
const ofConversation = z.object({ conversation: conversationId })
export const searchHit = z.object({ conversation: conversationId, event })

/** What was said. */
export const conversationRoutes = {
  conversations: route({
    method: 'GET',
    path: '/conversations',
    summary: 'Own conversations',
    auth: 'session',
    response: z.object({ conversations: z.array(conversation) }),
    cached: true,
  }),
  conversation: route({
    method: 'GET',
    path: '/conversations/:conversation',
    summary: 'One of the own conversations',
    auth: 'session',
    params: ofConversation,
    response: z.object({ conversation }),
    cached: true,
  }),
  /**
   * A page of the log in ascending order, in its present state. `before` (exclusive) reads back from
   * there, `after` (exclusive) reads on, `around` puts that seq in the middle; none: the newest page.
   */
  events: route({
    method: 'GET',
    path: '/conversations/:conversation/events',
    summary: 'A page of a conversation',
    auth: 'session',
    params: ofConversation,
    query: z.object({
      before: z.optional(seqParam),
      after: z.optional(seqParam),
      around: z.optional(seqParam),
      limit: pageLimit,
    }),
    response: z.object({
      events: z.array(event),
      /** The log's head when the page was read. */
      head: seq,
    }),
    cached: true,
  }),
  search: route({
    method: 'GET',
    path: '/search',
    summary: 'Messages that hold all the words (the last as a prefix), newest first',
    auth: 'session',
    query: z.object({
      query: queryText.check(z.minLength(1)),
      conversation: z.optional(conversationId),
      cursor: z.optional(cursor),
      limit: pageLimit,
    }),
    response: z.object({ hits: z.array(searchHit), next: z.nullable(cursor) }),
  }),
}
