import { expect, it } from 'vitest'
import { quoted } from './quoted.ts'

it.each([
  ['/srv/parley', '/srv/parley', '/srv/parley'],
  ['/srv/our space', `'/srv/our space'`, '"/srv/our space"'],
  [`/srv/ada's`, `'/srv/ada'\\''s'`, `"/srv/ada's"`],
  ['/srv/$HOME', `'/srv/$HOME'`, '"/srv/$HOME"'],
  ['C:\\Parley', `'C:\\Parley'`, 'C:\\Parley'],
])('%s can be typed as it is said', (word, posix, windows) => {
  expect(quoted(word, 'linux')).toBe(posix)
  expect(quoted(word, 'win32')).toBe(windows)
})
