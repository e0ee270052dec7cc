import { createI18n, type I18n } from 'vue-i18n'
import { languages, type Language } from './languages.ts'
import { en } from './locales/en/en.ts'
import { pluralForm } from './plural-form.ts'

type Empty = Record<string, never>
export type Text = I18n<Empty, Empty, Empty, string, false>

const rules = Object.fromEntries(
  Object.keys(languages).map((language) => [
    language,
    (count: number, forms: number) => pluralForm(language, count, forms),
  ]),
)

type Words = { [key: string]: string | Words }
type Said = { [key: string]: string | (() => string) | Said }

/** Marks of a message that is more than its words: blanks, links to others, forms of a plural. */
const marked = /[{}@|]/

/** Most messages are said as they are: they need not be parsed when they are asked for first. */
function said(words: Words): Said {
  return Object.fromEntries(
    Object.entries(words).map(([key, one]) => {
      if (typeof one !== 'string') return [key, said(one)]
      return [key, marked.test(one) ? one : () => one]
    }),
  )
}

/** All the words of the app. Messages become trees, never functions: nothing is evaluated (CSP). */
export function createText(): Text {
  return createI18n({
    legacy: false,
    globalInjection: false,
    locale: 'en',
    fallbackLocale: 'en',
    messages: { en: said(en) },
    pluralRules: rules,
  }) as unknown as Text
}

/** Shows the app in a language, once its words are there. */
export async function speak(text: Text, language: Language): Promise<void> {
  const { load, direction } = languages[language]
  const composer = text.global
  if (load && !composer.availableLocales.includes(language)) {
    composer.setLocaleMessage(language, said(await load()))
  }
  composer.locale.value = language
  if (typeof document === 'undefined') return
  document.documentElement.lang = language
  document.documentElement.dir = direction
}
