import type {
  ConversationId,
  DraftEvent,
  IdempotencyKey,
  RequestOk,
} from '../../../protocol/index.ts'
import type { Caller } from '../caller.ts'

/** Writing into conversations. */
export interface Messages {
  /**
   * Stores a message, edit, deletion or reaction; resolves once durable. A repeat of `cid` answers with
   * the original.
   * @throws Refused `not_found` (outsiders; a target that is gone), `forbidden` (another's message),
   * `archived`, `limit_reached`, `rate_limited`
   */
  send(
    caller: Caller,
    conversation: ConversationId,
    cid: IdempotencyKey,
    draft: DraftEvent,
  ): Promise<Sent>
}

export type Sent = RequestOk<'send'>
