import { defineStore } from 'pinia'
import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import type { Settings, SettingsChange } from '../../../shared/ipc/schemas.ts'
import { bestLanguage, languages, type Language } from '../i18n/languages.ts'
import type { PreferenceKeeper } from './preference-keeper.ts'

const DEFAULTS: Settings = {
  theme: 'system',
  density: 'comfortable',
  language: 'system',
  notifications: 'all',
  notificationPreview: true,
  enterSends: true,
}

/** What a person chose about how Parley looks, speaks and calls for attention. */
export const usePreferencesStore = defineStore('preferences', () => {
  const settings = ref<Settings>({ ...DEFAULTS })
  const keeper = shallowRef<PreferenceKeeper | null>(null)
  let stop: (() => void) | undefined

  function take(kept: Partial<Settings>): void {
    settings.value = { ...settings.value, ...kept }
  }

  /** Takes what is kept, at once from the mirror and then from where it is truly kept. */
  async function keepWith(chosen: PreferenceKeeper): Promise<void> {
    stop?.()
    keeper.value = chosen
    take(chosen.first)
    stop = chosen.listen(take)
    try {
      take(await chosen.load())
    } catch {
      // The mirror is good enough to go on with.
    }
  }

  function change(wanted: SettingsChange): void {
    take(wanted)
    keeper.value?.save(wanted, settings.value)
  }

  const language = computed<Language>(() => {
    const wanted = settings.value.language
    if (wanted in languages) return wanted as Language
    return bestLanguage(typeof navigator === 'undefined' ? [] : navigator.languages)
  })

  onScopeDispose(() => stop?.())
  return { settings, language, keepWith, change }
})
