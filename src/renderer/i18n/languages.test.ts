import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { bestLanguage, languages, type Language } from './languages.ts'
import { en } from './locales/en/en.ts'
import { pluralForm } from './plural-form.ts'
import { regionalTag } from './regional.ts'
import { createText, speak } from './text.ts'

type Tree = { [key: string]: string | Tree }

function flatten(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value]] : flatten(value, `${path}${key}.`),
  ) as [string, string][]
}

const english = new Map(flatten(en))
const others = Object.entries(languages).filter(([, { load }]) => load !== null)
const blanks = (message: string) => [...message.matchAll(/\{\w+\}/g)].map(String)

describe.each(others)('%s', (_, { load }) => {
  it('holds exactly the keys of English', async () => {
    const keys = flatten((await load!()) as Tree).map(([key]) => key)
    expect(keys.toSorted()).toEqual([...english.keys()].toSorted())
  })

  it('fills the same blanks, and leaves no message empty', async () => {
    for (const [key, message] of flatten((await load!()) as Tree)) {
      expect(message.trim(), key).not.toBe('')
      expect(new Set(blanks(message)), key).toEqual(new Set(blanks(english.get(key)!)))
    }
  })
})

it('knows every key that a component or module asks for', () => {
  const renderer = new URL('../', import.meta.url)
  const files = globSync('**/*.{vue,ts}', { cwd: renderer }).filter(
    (path) => !path.includes('i18n/') && !path.endsWith('.test.ts'),
  )
  for (const file of files) {
    const source = readFileSync(new URL(file, renderer), 'utf8')
    for (const [, key] of source.matchAll(/\bt\(\s*'([\w.]+)'/g)) {
      expect(english.has(key!), `${key} in ${file}`).toBe(true)
    }
  }
})

it('compiles every message', async () => {
  const text = createText()
  for (const language of Object.keys(languages) as Language[]) {
    await speak(text, language)
    for (const key of english.keys()) expect(text.global.t(key, { count: 2 })).not.toBe(key)
  }
})

it('chooses plural forms by the rules of the language', async () => {
  const text = createText()
  expect(text.global.t('frame.unread', { count: 1 }, 1)).toBe('1 unread message')
  expect(text.global.t('frame.unread', { count: 0 }, 0)).toBe('0 unread messages')
  await speak(text, 'de')
  expect(text.global.t('frame.unread', { count: 2 }, 2)).toBe('2 ungelesene Nachrichten')
  expect([1, 3, 5].map((count) => pluralForm('pl', count, 4))).toEqual([0, 1, 2])
})

it('takes the first wanted language that there is', () => {
  expect(bestLanguage(['fr-CH', 'de-AT', 'en'])).toBe('de')
  expect(bestLanguage(['xx'])).toBe('en')
})

it('says times as they are said where the person is', () => {
  expect(regionalTag('en', ['de-AT', 'en-GB', 'en'])).toBe('en-GB')
  expect(regionalTag('de', ['fr'])).toBe('de')
})
