import { app } from 'electron'

const tag = /^[a-z]{2,3}(-[a-z0-9]+)*$/i

/** What the person's system speaks, best first; never empty. Linux also reports locales such as `C`. */
export function systemLanguages(): string[] {
  const preferred = app.getPreferredSystemLanguages().filter((language) => tag.test(language))
  return preferred.length > 0 ? preferred : [app.getLocale() || 'en']
}
