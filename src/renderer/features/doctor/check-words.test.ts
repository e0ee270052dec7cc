import { expect, it } from 'vitest'
import { createText, speak } from '../../i18n/text.ts'
import type { Translate } from '../../i18n/use-text.ts'
import { checkWords } from './check-words.ts'

const text = createText()
const t: Translate = (key, blanks = {}) =>
  typeof blanks.count === 'number'
    ? text.global.t(key, blanks, blanks.count)
    : text.global.t(key, blanks)

it('counts one problem as one', async () => {
  expect(checkWords(1, 2, t)).toBe('Checked: 1 problem, 2 warnings.')
  expect(checkWords(0, 1, t)).toBe('Checked: 0 problems, 1 warning.')
  await speak(text, 'de')
  expect(checkWords(1, 1, t)).toBe('Geprüft: 1 Problem, 1 Warnung.')
  expect(checkWords(2, 0, t)).toBe('Geprüft: 2 Probleme, 0 Warnungen.')
})
