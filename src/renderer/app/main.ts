import './no-eval.ts'
import { createPinia } from 'pinia'
import { createApp, watch } from 'vue'
import '../design/style.css'
import { tellMissing } from '../composables/use-part.ts'
import { useToastStore } from '../design/toast-store.ts'
import { hereId, spaceOfPage, spacesOfApp } from '../features/session/known-spaces.ts'
import { useSessionStore } from '../features/session/session-store.ts'
import { hostOfApp } from '../features/hosting/host-keeper.ts'
import { useHostingStore } from '../features/hosting/hosting-store.ts'
import { useJoiningStore } from '../features/joining/joining-store.ts'
import { seekerOfApp } from '../features/joining/space-seeker.ts'
import { trustOfApp } from '../features/trust/trust-keeper.ts'
import { useTrustStore } from '../features/trust/trust-store.ts'
import { createText, speak } from '../i18n/text.ts'
import { keepInApp, keepInBrowser } from '../preferences/preference-keeper.ts'
import { usePreferencesStore } from '../preferences/preferences-store.ts'
import App from './App.vue'
import { openKnownSpace } from './open-known-space.ts'
import { reloadWhenOutdated } from './reload-outdated.ts'
import { fetchView, prefetchViews } from './prefetch-views.ts'
import { createAppRouter } from './router.ts'
import { tokenInBrowser } from './token-stores.ts'
import { whenFree } from './when-free.ts'

/** Puts the window together: which keeper, which spaces and which client are chosen here alone. */
async function start(): Promise<void> {
  const bridge = window.parley
  if (!bridge) reloadWhenOutdated()
  const pinia = createPinia()
  const text = createText()

  const preferences = usePreferencesStore(pinia)
  void preferences.keepWith(bridge ? keepInApp(bridge, localStorage) : keepInBrowser(localStorage))

  const session = useSessionStore(pinia)
  const joining = useJoiningStore(pinia)
  if (bridge) {
    void useTrustStore(pinia).start(trustOfApp(bridge))
    void bridge.app.info().then(({ canJoin }) => {
      if (!canJoin) return
      joining.start(seekerOfApp(bridge))
      void useHostingStore(pinia).start(hostOfApp(bridge))
    })
  }
  const router = createAppRouter({
    signedIn: () => session.signedIn,
    ended: () => session.ended,
    outside: () => session.outside !== null,
    canJoin: () => joining.canJoin,
  })
  // While it is asked who is at home: whoever has a token is.
  if (bridge || tokenInBrowser(localStorage, hereId).get()) {
    fetchView(router, location.hash.slice(1) || '/')
  }
  await Promise.all([
    speak(text, preferences.language),
    session.start({
      known: bridge ? spacesOfApp(bridge) : spaceOfPage(location.origin),
      open: (space) => openKnownSpace(space, bridge),
      whenFree,
    }),
  ])

  // Let in, or told to wait: another view, whatever is on screen.
  watch(
    () => session.signedIn && session.outside !== null,
    (outside) => void router.replace({ name: outside ? 'waiting' : 'home' }),
  )
  const missing = (): void => {
    useToastStore(pinia).show({ text: text.global.t('errors.partMissing'), tone: 'bad' })
  }
  router.onError(missing)
  prefetchViews(router)
  const app = createApp(App, { text }).use(pinia).use(text).use(router)
  tellMissing(app, missing)
  app.mount('#app')
}

void start()
