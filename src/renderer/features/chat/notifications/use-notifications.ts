import { onScopeDispose, watch } from 'vue'
import { useRoute } from 'vue-router'
import type { IncomingMessage } from '../../../../../client/space-client.ts'
import type { ConversationId } from '../../../../../protocol/index.ts'
import { useSignal } from '../../../composables/use-signal.ts'
import { useText } from '../../../i18n/use-text.ts'
import { usePreferencesStore } from '../../../preferences/preferences-store.ts'
import type { OpenSpace } from '../../session/open-spaces.ts'
import { useSessionStore } from '../../session/session-store.ts'
import { mentions } from '../message/mentions.ts'
import { knownPeopleOf, namesOf } from '../people/known-people.ts'
import { useAttentionStore } from './attention-store.ts'
import { notificationText } from './notification-text.ts'
import type { Notifier } from './notifier.ts'
import { isWorthNotifying } from './notify-rule.ts'

/** What is read at once, here or on another device, is not told of; milliseconds. */
const GRACE = 700

/** Tells of messages that arrive unseen in one space, on screen or behind it. */
export function useNotifications(
  { id: spaceId, client: space }: OpenSpace,
  notifier: Notifier,
): void {
  const session = useSessionStore()
  const attention = useAttentionStore()
  const known = knownPeopleOf(space)
  const route = useRoute()
  const preferences = usePreferencesStore()
  const { t } = useText()
  const names = namesOf(known, () => space.account.get()?.user.id ?? null, t)
  const conversations = useSignal(space.conversations, { perFrame: true })
  const waiting = new Map<ConversationId, IncomingMessage>()
  const told = new Set<ConversationId>()
  const timers = new Set<ReturnType<typeof setTimeout>>()

  const viewOf = (id: ConversationId) =>
    space.conversations.get().find((conversation) => conversation.id === id)

  const tagOf = (id: ConversationId) => `${spaceId} ${id}`

  /** Where there is but one, nobody needs to be told. */
  function spaceName(): string | null {
    if (session.spaces.length < 2) return null
    return session.spaces.find(({ id }) => id === spaceId)?.name ?? null
  }

  function isOnScreen(id: ConversationId): boolean {
    const here = session.current?.id === spaceId && route.name === 'conversation'
    const open = here && route.params.conversation === id
    return open && document.visibilityState === 'visible' && document.hasFocus()
  }

  function mentionsMe(text: string | null): boolean {
    const me = space.account.get()?.user
    const profile = me && (known.user(me.id) ?? me)
    return Boolean(profile && text && mentions(text, [profile.name, profile.displayName]))
  }

  function tell(incoming: IncomingMessage): void {
    const { conversation, message } = incoming
    const arrival = {
      kind: conversation.kind,
      mentionsMe: mentionsMe(message.text),
      onScreen: isOnScreen(conversation.id),
      read: (viewOf(conversation.id)?.read ?? 0) >= message.seq,
    }
    const { notifications, notificationPreview: preview } = preferences.settings
    if (!isWorthNotifying(arrival, notifications)) return
    attention.missed = true
    told.add(conversation.id)
    notifier.show({
      ...notificationText(incoming, { nameOf: names.person, preview, spaceName: spaceName(), t }),
      tag: tagOf(conversation.id),
      space: spaceId,
      conversation: conversation.id,
    })
  }

  /** In a rush the newest of each conversation is told. */
  function arrived(incoming: IncomingMessage): void {
    const { id } = incoming.conversation
    const first = !waiting.has(id)
    waiting.set(id, incoming)
    names.person(incoming.message.author)
    if (!first) return
    const timer = setTimeout(() => {
      timers.delete(timer)
      const newest = waiting.get(id)
      waiting.delete(id)
      if (newest) tell(newest)
    }, GRACE)
    timers.add(timer)
  }

  watch(conversations, (views) => {
    if (told.size === 0) return
    for (const { id, unread } of views) {
      if (unread > 0 || !told.delete(id)) continue
      notifier.takeBack(tagOf(id))
    }
  })
  const stop = space.onMessage(arrived)
  onScopeDispose(() => {
    stop()
    timers.forEach((timer) => clearTimeout(timer))
  })
}
