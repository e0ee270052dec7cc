import { expect, test } from 'vitest'
import { appFile } from './app-file.ts'

const root = '/app/out/renderer'

test('the root is index.html', () => {
  expect(appFile(root, 'app://parley/')).toEqual({
    path: '/app/out/renderer/index.html',
    type: 'text/html; charset=utf-8',
  })
})

test('a file has the type of its ending', () => {
  expect(appFile(root, 'app://parley/assets/index-1a.js?x=1#y')).toEqual({
    path: '/app/out/renderer/assets/index-1a.js',
    type: 'text/javascript; charset=utf-8',
  })
})

test.each([
  'app://parley/../main/main.js',
  'app://parley/..%2fmain%2fmain.js',
  'app://parley/%2e%2e%2f%2e%2e%2fpackage.json',
  'app://parley/assets/..%2f..%2f..%2fmain/main.js',
  'app://parley/..%5cmain%5cmain.js',
  'app://parley/index.html%00.png',
  'app://parley/%ff.js',
])('%s leads to nothing outside', (url) => {
  const file = appFile(root, url)
  if (file) expect(file.path.startsWith(`${root}/`)).toBe(true)
  else expect(file).toBeUndefined()
})

test.each(['app://parley/assets', 'app://parley/secrets.db', 'nonsense'])(
  '%s is no file',
  (url) => {
    expect(appFile(root, url)).toBeUndefined()
  },
)
