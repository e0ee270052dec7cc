import {
  computed,
  inject,
  onScopeDispose,
  provide,
  type ComputedRef,
  type InjectionKey,
  type ShallowRef,
} from 'vue'
import type {
  ConversationView,
  OpenConversation,
  SpaceClient,
  Timeline,
} from '../../../../client/space-client.ts'
import type { ConversationId, UserId } from '../../../../protocol/index.ts'
import { useSignal } from '../../composables/use-signal.ts'
import { useSpace } from '../session/use-space.ts'
import { createDraft, type ConversationDraft } from './composer/conversation-draft.ts'
import type { Standing } from './message/message-actions.ts'
import { createQuotedMessages, type QuotedMessages } from './message/quoted-messages.ts'
import { useNames, type Names } from './people/known-people.ts'

/** The conversation on screen, for all that shows a part of it. */
export type Chat = {
  id: ConversationId
  space: SpaceClient
  conversation: OpenConversation
  /** Null where it is not known (yet), or not one's own. */
  view: Readonly<ShallowRef<ConversationView | null>>
  timeline: Readonly<ShallowRef<Timeline>>
  draft: ConversationDraft
  quoted: QuotedMessages
  me: ComputedRef<UserId | null>
  names: Names
  /** What it is called: the group, the other person, or one's own notes. */
  name: ComputedRef<string>
  isGroup: boolean
  /** A group that one has left, was taken out of, or may not see. */
  isGone: ComputedRef<boolean>
  isNotes: ComputedRef<boolean>
  standing: ComputedRef<Standing>
}

const CHAT: InjectionKey<Chat> = Symbol('chat')

/** Opens a conversation for as long as the component is there. */
export function provideChat(id: ConversationId): Chat {
  const space = useSpace()
  const names = useNames()
  const conversation = space.open(id)
  onScopeDispose(() => conversation.close())

  const account = useSignal(space.account)
  const view = useSignal(conversation.view, { perFrame: true })
  const timeline = useSignal(conversation.timeline, { perFrame: true })
  const me = computed(() => account.value?.user.id ?? null)
  const isGroup = !id.includes('.')
  const standing = computed<Standing>(() => {
    const group = view.value?.group ?? null
    const canWrite = isGroup
      ? group !== null && group.role !== null && group.archivedAt === null
      : true
    return { me: me.value, canWrite, role: group?.role ?? null }
  })

  const chat: Chat = {
    id,
    space,
    conversation,
    view,
    timeline,
    draft: createDraft(conversation),
    quoted: createQuotedMessages(conversation, timeline),
    me,
    names,
    // Of one that has gone it is still said which it was.
    name: computed<string>((known) =>
      view.value ? names.conversation(view.value) : (known ?? ''),
    ),
    isGroup,
    isGone: computed(() => {
      const { problem } = timeline.value
      return isGroup && problem instanceof Object && problem.code === 'not_found'
    }),
    isNotes: computed(() => !isGroup && view.value?.peer === me.value),
    standing,
  }
  provide(CHAT, chat)
  return chat
}

export function useChat(): Chat {
  const chat = inject(CHAT)
  if (!chat)
    throw new Error('No conversation is provided here: useChat() works inside ChatView alone')
  return chat
}
