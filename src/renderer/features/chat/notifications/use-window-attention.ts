import { computed, onScopeDispose, ref, toRef, watch, watchEffect } from 'vue'
import { useRoute } from 'vue-router'
import {
  refThrottled,
  useDocumentVisibility,
  useEventListener,
  useThrottleFn,
  useWindowFocus,
} from '@vueuse/core'
import { createCell } from '../../../../../client/cell.ts'
import { systemClock } from '../../../../../client/clock.ts'
import type { ConversationView } from '../../../../../client/space-client.ts'
import { useSignal } from '../../../composables/use-signal.ts'
import { useText } from '../../../i18n/use-text.ts'
import { useSessionStore } from '../../session/session-store.ts'
import { knownPeopleOf, namesOf } from '../people/known-people.ts'
import { watchDevice } from './at-device.ts'
import { windowTitle } from './window-title.ts'

const SELDOM = 500
const TOUCHES: (keyof WindowEventMap)[] = [
  'pointermove',
  'pointerdown',
  'wheel',
  'keydown',
  'focus',
]

const NONE = createCell<readonly ConversationView[]>([])

/** Title and badge say what is unread in all spaces, and each of them hears whether somebody is there. */
export function useWindowAttention(): void {
  const { t } = useText()
  const session = useSessionStore()
  const route = useRoute()
  /** A rush is counted once in a while: whoever looks at a badge does not read each number. */
  const unread = refThrottled(toRef(session, 'unread'), SELDOM)
  const conversations = useSignal(() => session.client?.conversations ?? NONE, { perFrame: true })
  const focused = useWindowFocus()
  const visibility = useDocumentVisibility()

  const where = computed(() => {
    const { client } = session
    if (route.name !== 'conversation' || !client) return null
    const view = conversations.value.find(({ id }) => id === route.params.conversation)
    const me = () => client.account.get()?.user.id ?? null
    return view ? namesOf(knownPeopleOf(client), me, t).conversation(view) : null
  })
  watchEffect(() => {
    // The app puts the count before whatever title the page has.
    const count = window.parley ? 0 : unread.value
    document.title = session.signedIn ? windowTitle(count, where.value, session.name) : 'Parley'
  })
  watch(unread, showBadge, { immediate: true })

  watch(
    () => focused.value && visibility.value === 'visible',
    (looking) => {
      if (!looking) return
      for (const { client, connection } of session.open)
        if (connection.phase === 'waiting') client.reconnectNow()
    },
    { immediate: true },
  )
  const present = ref(true)
  const device = watchDevice({
    clock: systemClock,
    systemIdle: window.parley?.app.idle ?? null,
    changed: (now) => (present.value = now),
  })
  // Whoever is in one space of the app is at this computer for the others too.
  watchEffect(() => {
    for (const { client } of session.open) client.setActivity(present.value ? 'online' : 'away')
  })
  useEventListener(window, TOUCHES, useThrottleFn(device.touched, SELDOM), { passive: true })
  onScopeDispose(() => {
    device.stop()
    showBadge(0)
    document.title = 'Parley'
  })
}

type Badging = {
  setAppBadge?: (count: number) => Promise<void>
  clearAppBadge?: () => Promise<void>
}

function showBadge(count: number): void {
  if (window.parley) return void window.parley.badge.set(count)
  const { setAppBadge, clearAppBadge } = navigator as Badging
  const done = count > 0 ? setAppBadge?.call(navigator, count) : clearAppBadge?.call(navigator)
  // A browser may have badges and refuse them to a page that is not installed.
  done?.catch(() => {})
}
