import { de } from './de.ts'
import { en } from './en.ts'

/** What main itself says: the menu and its few dialogs. Every language has every word. */
export type Words = { readonly [Key in keyof typeof en]: string }

const languages: Record<string, Words> = { en, de }

/** The words for a language setting: a tag, or `system` for the first of the system's that there is. */
export function wordsFor(setting: string, system: readonly string[]): Words {
  const wanted = setting === 'system' ? system : [setting]
  for (const tag of wanted) {
    const words = languages[tag.split('-')[0]!.toLowerCase()]
    if (words) return words
  }
  return en
}
