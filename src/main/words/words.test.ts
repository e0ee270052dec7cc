import { expect, test } from 'vitest'
import { wordsFor } from './words.ts'

test.each([
  ['system', ['de-AT', 'en'], 'Datei'],
  ['system', ['tlh', 'de'], 'Datei'],
  ['system', ['tlh'], 'File'],
  ['system', [], 'File'],
  ['de', ['en'], 'Datei'],
  ['xx', ['de'], 'File'],
])('the setting %s on a system that speaks %j says %s', (setting, system, file) => {
  expect(wordsFor(setting, system).file).toBe(file)
})
