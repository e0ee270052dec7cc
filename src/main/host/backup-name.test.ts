import { expect, test } from 'vitest'
import { backupName } from './backup-name.ts'

const now = new Date(2026, 0, 5, 0, 7)

test.each([
  ['Harbour', 'Harbour 2026-01-05 00.07.db'],
  ['../Ann: “us”?', 'Ann “us” 2026-01-05 00.07.db'],
  ['…', '… 2026-01-05 00.07.db'],
  ['///', 'Parley 2026-01-05 00.07.db'],
])('a backup of %s is called %s', (space, name) => {
  expect(backupName(space, now)).toBe(name)
})
