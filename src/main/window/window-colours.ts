import { nativeTheme } from 'electron'

/** `--surface` and `--text-soft` of the renderer's tokens: what shows before the page and beside it. */
const themes = {
  light: { surface: '#ffffff', symbols: '#4b5458' },
  dark: { surface: '#181d20', symbols: '#a6aeb1' },
} as const

export const windowColours = (): { surface: string; symbols: string } =>
  nativeTheme.shouldUseDarkColors ? themes.dark : themes.light
