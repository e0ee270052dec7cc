import { computed, onScopeDispose, watch, watchEffect } from 'vue'
import { useRoute } from 'vue-router'
import {
  refThrottled,
  useDocumentVisibility,
  useEventListener,
  useThrottleFn,
  useWindowFocus,
} from '@vueuse/core'
import { systemClock } from '../../../../../client/clock.ts'
import { useSignal } from '../../../composables/use-signal.ts'
import { useSessionStore } from '../../session/session-store.ts'
import { useSpace } from '../../session/use-space.ts'
import { useNames } from '../people/known-people.ts'
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

/** Title and badge say what is unread; the space hears whether somebody is there. */
export function useWindowAttention(): void {
  const space = useSpace()
  const names = useNames()
  const session = useSessionStore()
  const route = useRoute()
  const counted = useSignal(space.unread, { perFrame: true })
  /** A rush is counted once in a while: whoever looks at a badge does not read each number. */
  const unread = refThrottled(counted, SELDOM)
  const conversations = useSignal(space.conversations, { perFrame: true })
  const focused = useWindowFocus()
  const visibility = useDocumentVisibility()

  const where = computed(() => {
    if (route.name !== 'conversation') return null
    const view = conversations.value.find(({ id }) => id === route.params.conversation)
    return view ? names.conversation(view) : null
  })
  watchEffect(() => {
    document.title = windowTitle(unread.value, where.value, session.name)
  })
  watch(unread, showBadge, { immediate: true })

  watch(
    () => focused.value && visibility.value === 'visible',
    (looking) => {
      if (looking && space.connection.get().phase === 'waiting') space.reconnectNow()
    },
    { immediate: true },
  )
  const device = watchDevice({
    clock: systemClock,
    systemIdle: window.parley?.app.idle ?? null,
    changed: (present) => space.setActivity(present ? 'online' : 'away'),
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
