import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { keepInBrowser, STORAGE_KEY, type PreferenceKeeper } from './preference-keeper.ts'
import { usePreferencesStore } from './preferences-store.ts'

function memoryStorage(content: Record<string, string> = {}): Storage {
  const map = new Map(Object.entries(content))
  return {
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
  } as unknown as Storage
}

const listenToNobody = (keeper: PreferenceKeeper): PreferenceKeeper => ({
  ...keeper,
  listen: () => () => {},
})

beforeEach(() => setActivePinia(createPinia()))

describe('preferences', () => {
  it('are those of the system until somebody chooses', () => {
    expect(usePreferencesStore().settings).toMatchObject({ theme: 'system', language: 'system' })
  })

  it('come back as they were left', async () => {
    const storage = memoryStorage()
    const store = usePreferencesStore()
    await store.keepWith(listenToNobody(keepInBrowser(storage)))
    store.change({ theme: 'dark', density: 'compact' })

    setActivePinia(createPinia())
    const later = usePreferencesStore()
    await later.keepWith(listenToNobody(keepInBrowser(storage)))
    expect(later.settings).toMatchObject({ theme: 'dark', density: 'compact', language: 'system' })
  })

  it('survive a storage that holds nonsense', async () => {
    const store = usePreferencesStore()
    await store.keepWith(listenToNobody(keepInBrowser(memoryStorage({ [STORAGE_KEY]: '{{{' }))))
    expect(store.settings.theme).toBe('system')
  })

  it('prefer where they are truly kept over the mirror', async () => {
    const store = usePreferencesStore()
    await store.keepWith({
      first: { theme: 'light' },
      load: async () => ({ theme: 'dark' }),
      save: () => {},
      listen: () => () => {},
    })
    expect(store.settings.theme).toBe('dark')
  })

  it('follow a change that another window made', async () => {
    const store = usePreferencesStore()
    let changed: (settings: object) => void = () => {}
    await store.keepWith({
      first: {},
      load: async () => ({}),
      save: () => {},
      listen: (listener) => {
        changed = listener
        return () => {}
      },
    })
    changed({ language: 'de' })
    expect(store.language).toBe('de')
  })
})
