import { onScopeDispose, ref, watch, type Ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { IncomingMessage } from '../../../../../client/space-client.ts'
import type { ConversationId } from '../../../../../protocol/index.ts'
import { useSignal } from '../../../composables/use-signal.ts'
import { useText } from '../../../i18n/use-text.ts'
import { usePreferencesStore } from '../../../preferences/preferences-store.ts'
import { useSpace } from '../../session/use-space.ts'
import { conversationRoute } from '../chat-routes.ts'
import { mentions } from '../message/mentions.ts'
import { useKnownPeople, useNames } from '../people/known-people.ts'
import { notificationText } from './notification-text.ts'
import { notifierOfApp, notifierOfBrowser } from './notifier.ts'
import { isWorthNotifying } from './notify-rule.ts'

/** What is read at once, here or on another device, is not told of; milliseconds. */
const GRACE = 700

/** Tells of messages that arrive unseen. `missed` says that there was one to tell of. */
export function useNotifications(): { missed: Ref<boolean> } {
  const space = useSpace()
  const names = useNames()
  const known = useKnownPeople()
  const route = useRoute()
  const router = useRouter()
  const preferences = usePreferencesStore()
  const { t } = useText()
  const notifier = window.parley ? notifierOfApp(window.parley) : notifierOfBrowser()
  const conversations = useSignal(space.conversations, { perFrame: true })
  const missed = ref(false)
  const waiting = new Map<ConversationId, IncomingMessage>()
  const told = new Set<ConversationId>()
  const timers = new Set<ReturnType<typeof setTimeout>>()

  const viewOf = (id: ConversationId) =>
    space.conversations.get().find((conversation) => conversation.id === id)

  function isOnScreen(id: ConversationId): boolean {
    const open = route.name === 'conversation' && route.params.conversation === id
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
    missed.value = true
    told.add(conversation.id)
    notifier.show({
      ...notificationText(incoming, { nameOf: names.person, preview, t }),
      tag: conversation.id,
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
      notifier.takeBack(id)
    }
  })
  const stops = [
    space.onMessage(arrived),
    notifier.onChosen((id) => void router.push(conversationRoute(id))),
  ]
  onScopeDispose(() => {
    stops.forEach((stop) => stop())
    timers.forEach((timer) => clearTimeout(timer))
  })
  return { missed }
}
