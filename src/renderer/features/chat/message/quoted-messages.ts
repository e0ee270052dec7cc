import { shallowRef, type Ref, type ShallowRef } from 'vue'
import type { OpenConversation, Timeline } from '../../../../../client/space-client.ts'
import type { MessageEvent, Seq } from '../../../../../protocol/index.ts'
import { messageAt } from '../timeline/message-at.ts'

/** Answers the message that a reply is to, loaded or not: null until it is there, and where it cannot be had. */
export type QuotedMessages = (seq: Seq) => MessageEvent | null

/** Messages that are quoted come from the timeline while it has them, and are asked for once where not. */
export function createQuotedMessages(
  conversation: Pick<OpenConversation, 'message'>,
  timeline: Readonly<Ref<Pick<Timeline, 'items'>>>,
): QuotedMessages {
  const asked = new Map<Seq, ShallowRef<MessageEvent | null>>()

  function ask(seq: Seq): MessageEvent | null {
    let found = asked.get(seq)
    if (!found) {
      const answer = shallowRef<MessageEvent | null>(null)
      asked.set(seq, (found = answer))
      void conversation.message(seq).then((message) => {
        if (message) answer.value = message
        // Without an answer it is asked for again when it is next shown.
        else asked.delete(seq)
      })
    }
    return found.value
  }

  return (seq) => messageAt(timeline.value.items, seq)?.event ?? ask(seq)
}
