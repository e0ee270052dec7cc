import type { Bridge } from '../../../shared/ipc/bridge.ts'
import type { Settings, SettingsChange } from '../../../shared/ipc/schemas.ts'

/** Where preferences are kept: the app's settings file, or the browser's storage. */
export type PreferenceKeeper = {
  /** What was kept last, at once; it may be behind `load`. */
  readonly first: Partial<Settings>
  load(): Promise<Partial<Settings>>
  save(change: SettingsChange, all: Settings): void
  /** Another window, or the menu, changed them. Returns what ends the listening. */
  listen(changed: (settings: Partial<Settings>) => void): () => void
}

/** Read by `first-paint.js` too, before anything is drawn. */
export const STORAGE_KEY = 'parley.preferences'

function readStored(storage: Storage): Partial<Settings> {
  try {
    const kept: unknown = JSON.parse(storage.getItem(STORAGE_KEY) ?? '{}')
    return typeof kept === 'object' && kept !== null ? kept : {}
  } catch {
    return {}
  }
}

function store(storage: Storage, all: Partial<Settings>): void {
  try {
    storage.setItem(STORAGE_KEY, JSON.stringify(all))
  } catch {
    // A full or forbidden storage: the preference holds until the window closes.
  }
}

export function keepInBrowser(storage: Storage): PreferenceKeeper {
  const first = readStored(storage)
  return {
    first,
    load: async () => first,
    save: (_change, all) => store(storage, all),
    listen(changed) {
      const onStorage = (event: StorageEvent) => {
        if (event.key === STORAGE_KEY) changed(readStored(storage))
      }
      window.addEventListener('storage', onStorage)
      return () => window.removeEventListener('storage', onStorage)
    },
  }
}

/** The app's own settings are the truth; the browser's storage mirrors them for the first paint. */
export function keepInApp(bridge: Bridge, storage: Storage): PreferenceKeeper {
  return {
    first: readStored(storage),
    async load() {
      const settings = await bridge.settings.get()
      store(storage, settings)
      return settings
    },
    save(change, all) {
      store(storage, all)
      void bridge.settings.set(change)
    },
    listen: (changed) =>
      bridge.on('settings', (settings) => {
        store(storage, settings)
        changed(settings)
      }),
  }
}
