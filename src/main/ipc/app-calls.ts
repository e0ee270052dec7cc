import { app, Menu, powerMonitor } from 'electron'
import { appInfo } from '../../../shared/ipc/schemas.ts'
import type { Badge } from '../badge/badge.ts'
import type { Viewers } from '../discovery/viewers.ts'
import type { NetworkDoctor } from '../doctor/network-doctor.ts'
import type { OwnHosting } from '../host/open-hosting.ts'
import type { WordsAsker } from '../invite-words/ask-for-words.ts'
import type { LinkDesk } from '../links/link-desk.ts'
import { openExternal } from '../links/open-external.ts'
import type { Notifier } from '../notifications/notifier.ts'
import type { SecretStore } from '../secrets/secret-store.ts'
import type { SettingsStore } from '../settings/settings-store.ts'
import { probeSpace } from '../spaces/probe-space.ts'
import type { SpacesStore } from '../spaces/spaces-store.ts'
import type { SpaceTracker } from '../spaces/space-tracker.ts'
import type { TrustDesk } from '../trust/trust-desk.ts'
import { windowState } from '../window/watch-window.ts'
import { systemLanguages } from '../words/system-languages.ts'
import type { CallHandlers } from './handle-calls.ts'
import { hostCalls } from './host-calls.ts'

export interface AppParts {
  readonly settings: SettingsStore
  readonly spaces: SpacesStore
  readonly trust: TrustDesk
  readonly secrets: SecretStore
  readonly viewers: Viewers
  readonly doctor: NetworkDoctor
  readonly hosting: OwnHosting
  readonly tracker: SpaceTracker
  readonly asker: WordsAsker
  readonly links: LinkDesk
  readonly notifier: Notifier
  readonly badge: Badge
  readonly canJoin: boolean
}

/** What answers each call of the bridge. */
export function appCalls(parts: AppParts): CallHandlers {
  const { asker, settings, spaces, tracker, trust, secrets, viewers, links } = parts
  const { hosting, notifier, badge } = parts
  return {
    'app.info': () => ({
      version: app.getVersion(),
      platform: appInfo.shape.platform.parse(process.platform),
      locale: systemLanguages()[0]!,
      canJoin: parts.canJoin,
    }),

    'app.idle': () => powerMonitor.getSystemIdleTime() * 1000,

    'spaces.list': () => spaces.list(),
    'spaces.add': (_window, space) => spaces.add(space),
    'spaces.probe': (_window, address) => probeSpace(address),
    'spaces.seek': (_window, id, on) => (on ? tracker.seek(id) : tracker.leave(id)),
    'spaces.rename': (_window, id, name) => spaces.rename(id, name),
    async 'spaces.remove'(_window, id) {
      if (spaces.list().some((space) => space.id === id && space.hosted)) await hosting.desk.stop()
      await spaces.remove(id)
    },

    'trust.list': () => trust.troubles(),
    'trust.accept': (_window, id, fingerprint) => trust.accept(id, fingerprint),

    'discovery.look': (window) => viewers.look(window),
    'discovery.leave': (window) => viewers.leave(window),
    'discovery.askForWords': (_window, words) => asker.ask(words),

    'doctor.look': () => parts.doctor.look(),

    ...hostCalls(parts),

    'settings.get': () => settings.get(),
    'settings.set': (_window, change) => settings.set(change),

    notify: (_window, request) => notifier.show(request),
    unnotify: (_window, tag) => notifier.clear(tag),
    'badge.set': (_window, count) => badge.set(count),

    'window.state': (window) => windowState(window),
    'window.minimize': (window) => window.minimize(),
    'window.maximize': (window) => (window.isMaximized() ? window.unmaximize() : window.maximize()),
    'window.close': (window) => window.close(),
    'window.menu': (window, { x, y }) => Menu.getApplicationMenu()?.popup({ window, x, y }),

    'links.take': () => links.take(),

    async openExternal(_window, url) {
      if (!(await openExternal(url))) throw new TypeError('Only web and mail addresses are opened')
    },

    'secrets.get': (_window, key) => secrets.get(key),
    'secrets.set': (_window, key, value) => secrets.set(key, value),
    'secrets.delete': (_window, key) => secrets.delete(key),
  }
}
