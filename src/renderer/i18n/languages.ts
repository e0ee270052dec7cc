import type { Messages } from './messages.ts'

/** A language's own name, its writing direction, and its words (English alone comes with the app). */
export const languages = {
  en: { name: 'English', direction: 'ltr', load: null },
  de: {
    name: 'Deutsch',
    direction: 'ltr',
    load: async (): Promise<Messages> => (await import('./locales/de/de.ts')).de,
  },
} as const

export type Language = keyof typeof languages

/** The first of the wanted languages (`de-AT`, `en`) that there is. */
export function bestLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const language = tag.split('-')[0]!.toLowerCase()
    if (language in languages) return language as Language
  }
  return 'en'
}
