import { watch } from 'vue'
import { useMediaQuery } from '@vueuse/core'
import { speak, type Text } from '../i18n/text.ts'
import { usePreferencesStore } from './preferences-store.ts'

/** Shows the window in the theme, density and language that were chosen. Once, at the root. */
export function useAppearance(text: Text): void {
  const store = usePreferencesStore()
  const root = document.documentElement

  watch(
    () => store.settings.theme,
    (theme) => {
      if (theme === 'system') delete root.dataset.theme
      else root.dataset.theme = theme
    },
    { immediate: true },
  )
  watch(
    () => store.settings.density,
    (density) => (root.dataset.density = density),
    { immediate: true },
  )
  watch(
    () => store.language,
    (language) => void speak(text, language),
    { immediate: true },
  )
  useThemeColour(() => store.settings.theme)
}

/** The browser's own surroundings (address bar of a phone) in the colour of our edge. */
function useThemeColour(theme: () => string): void {
  const dark = useMediaQuery('(prefers-color-scheme: dark)')
  watch(
    [theme, dark],
    () => {
      const meta = document.querySelector<HTMLMetaElement>('meta[name="theme-color"]')
      if (meta) meta.content = getComputedStyle(document.documentElement).backgroundColor
    },
    { immediate: true, flush: 'post' },
  )
}
