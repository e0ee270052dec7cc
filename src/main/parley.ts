import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { app, BrowserWindow, Menu, nativeImage, nativeTheme, session } from 'electron'
import unreadIcon from '../../build/icons/unread.png?asset'
import { appOrigin } from '../../protocol/version.ts'
import type { FoundSpace, Settings } from '../../shared/ipc/schemas.ts'
import { createBadge } from './badge/badge.ts'
import { createSpaceFinder } from './discovery/space-finder.ts'
import { createViewers } from './discovery/viewers.ts'
import { createNetworkDoctor } from './doctor/network-doctor.ts'
import { openHosting } from './host/open-hosting.ts'
import { appCalls } from './ipc/app-calls.ts'
import { createWordsAsker } from './invite-words/ask-for-words.ts'
import { handleCalls } from './ipc/handle-calls.ts'
import { tell } from './ipc/tell.ts'
import type { LaunchSetting } from './launch-setting.ts'
import { createLinkDesk } from './links/link-desk.ts'
import { wasStartedQuietly } from './login/start-at-login.ts'
import { menuTemplate } from './menu/menu-template.ts'
import { createNotifier } from './notifications/notifier.ts'
import { serveApp } from './scheme/app-scheme.ts'
import { createSecretStore } from './secrets/secret-store.ts'
import { systemKeyStore } from './secrets/system-key-store.ts'
import { createSettingsStore } from './settings/settings-store.ts'
import { keyAt } from './spaces/probe-space.ts'
import { createSpaceTracker } from './spaces/space-tracker.ts'
import { createSpacesStore } from './spaces/spaces-store.ts'
import { type AppFiles, openAppFiles } from './store/app-files.ts'
import { openTray } from './tray/open-tray.ts'
import { tellOfFailure } from './tray/tell-of-failure.ts'
import { guardOwnAddress, type OwnSpace } from './trust/own-address.ts'
import { createTrustDesk } from './trust/trust-desk.ts'
import { watchCertificates } from './trust/watch-certificates.ts'
import { watchForUpdates } from './updates/watch-for-updates.ts'
import { createAppWindows } from './window/app-windows.ts'
import { guardContents } from './window/guard-contents.ts'
import { systemLanguages } from './words/system-languages.ts'
import { type Words, wordsFor } from './words/words.ts'

/** Where the build puts its parts, seen from main's bundle. */
const built = {
  preload: join(import.meta.dirname, '../preload/preload.cjs'),
  renderer: join(import.meta.dirname, '../renderer'),
  web: join(import.meta.dirname, '../web'),
}

/** Whatever must be done before the app is gone: the own server drained, the last state written. */
function finishAtQuit(finish: () => Promise<unknown>): void {
  let done = false
  app.on('will-quit', (event) => {
    if (done) return
    event.preventDefault()
    void finish().finally(() => {
      done = true
      // Not from within this event: Electron passes over a quit while it is still asking about one.
      setImmediate(() => app.quit())
    })
  })
}

/** What lasts longer than a window. The own server starts here, while Electron is still starting too. */
function startState(
  launch: LaunchSetting,
  files: AppFiles,
  { userData, changed }: { userData: string; changed: () => void },
) {
  const spaces = createSpacesStore(files.spaces, {
    announce(list) {
      tell('spaces', list)
      tell('trust', trust.troubles())
    },
    given: launch.givenSpace,
    keyAt,
  })
  const hosting = openHosting({ launch, files, userData, web: built.web, changed })
  const ownPlaces = new Set<string>()
  hosting.states((state) => {
    if (state.status !== 'ready') return
    ownPlaces.add(state.url)
    void spaces.setOwn(state)
  })
  if (!launch.givenSpace) void hosting.desk.resume()
  const finder = createSpaceFinder({
    interfaces: launch.discovery ?? 'all',
    announce(found) {
      around = found
      tracker.heard(found)
      tell('found-spaces', found)
    },
  })
  let around: readonly FoundSpace[] = []
  const tracker = createSpaceTracker({ spaces, finder: () => finder })
  const asker = createWordsAsker(() => around)
  const secrets = createSecretStore(files.secrets, systemKeyStore)
  const trust = createTrustDesk({
    spaces: spaces.list,
    pin: spaces.pin,
    announce: (troubles) => tell('trust', troubles),
  })
  const doctor = createNetworkDoctor({
    interfaces: launch.discovery ?? 'all',
    spaces: spaces.list,
  })
  return {
    ...{ asker, spaces, ownPlaces, tracker, trust, hosting, secrets, finder, doctor },
    viewers: createViewers(finder),
  }
}

function ownSpaceOf({ hosting, ownPlaces, spaces }: ReturnType<typeof startState>): OwnSpace {
  const served = hosting.server.state()
  const own = spaces.list().filter(({ hosted }) => hosted)
  const others = new Set(spaces.list().flatMap(({ hosted, url }) => (hosted ? [] : [url])))
  return {
    known: [...own.map(({ url }) => url), ...[...ownPlaces].filter((url) => !others.has(url))],
    served: served.status === 'ready' ? served.url : undefined,
  }
}

function setMenu(words: Words): void {
  const template = menuTemplate({
    words,
    platform: process.platform,
    development: !app.isPackaged,
    run: (command) => tell('command', command),
    reload: () => BrowserWindow.getFocusedWindow()?.webContents.reload(),
  })
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}

/** Puts the app together and opens its window. */
export async function startParley(
  launch: LaunchSetting,
  followLinks: (opened: (link: string) => void) => void,
): Promise<void> {
  const userData = app.getPath('userData')
  mkdirSync(userData, { recursive: true })
  const files = await openAppFiles(userData)
  // The tray is there once Electron is ready.
  let followHosting = (): void => undefined
  const state = startState(launch, files, { userData, changed: () => followHosting() })
  finishAtQuit(() => Promise.all([state.hosting.leave().then(files.settled), state.finder.stop()]))

  await app.whenReady()
  const origin = launch.rendererUrl ? new URL(launch.rendererUrl).origin : appOrigin
  const isOwn = (url: string) => url === origin || url.startsWith(`${origin}/`)
  guardContents(session.defaultSession, isOwn)
  serveApp(built.renderer)
  watchCertificates(app, session.defaultSession, state.trust)
  guardOwnAddress(session.defaultSession, () => ownSpaceOf(state))

  const settings = createSettingsStore(files.settings, (changed) => {
    tell('settings', changed)
    apply(changed)
  })
  const words = () => wordsFor(settings.get().language, systemLanguages())
  const windows = createAppWindows({
    url: `${origin}/`,
    preload: built.preload,
    place: files.window,
    settings: () => settings.get(),
    words,
    announce: (seen) => tell('window-state', seen),
    hides: () => tray.shown() && !quitting,
    opened(window) {
      badge.title(window)
      // Another page asks for what it misses itself.
      window.webContents.on('did-navigate', state.tracker.leaveAll)
      window.once('closed', state.tracker.leaveAll)
      // For tests, which wait for it.
      window.once('show', () => Reflect.set(globalThis, 'parleyShown', true))
    },
  })
  const canJoin = launch.givenSpace === undefined
  const tray = openTray({ hosting: state.hosting, windows, words, mayHost: canJoin })
  const badge = createBadge(windows.all, () => nativeImage.createFromPath(unreadIcon))
  const notifier = createNotifier((what) => {
    void windows.reveal().then(() => tell('notification-clicked', what))
  })
  const links = createLinkDesk(() => {
    void windows.reveal().then(() => tell('link-opened', null))
  })
  handleCalls(appCalls({ ...state, links, settings, notifier, badge, canJoin }), isOwn)

  let quitting = false
  app.on('before-quit', () => (quitting = true))
  followHosting = () => tray.refresh()
  state.hosting.states(() => tray.refresh())
  tellOfFailure({ states: state.hosting.states, windows, words })

  function apply({ theme }: Settings): void {
    nativeTheme.themeSource = theme
    windows.redress()
    tray.refresh()
    setMenu(words())
  }

  nativeTheme.on('updated', () => windows.redress())
  app.on('second-instance', () => void windows.reveal())
  app.on('activate', () => void windows.reveal())
  app.on('window-all-closed', () => {
    notifier.clearAll()
    if (process.platform !== 'darwin') app.quit()
  })
  apply(settings.get())
  // Started by the system, with a way to the window in the tray, nobody waits to see it.
  if (!(wasStartedQuietly(process.argv) && tray.shown())) await windows.reveal()
  followLinks(links.open)
  void watchForUpdates({
    words,
    stopServing() {
      quitting = true
      return state.hosting.desk.pause()
    },
    serveAgain() {
      quitting = false
      void state.hosting.desk.resume()
    },
  })
}
