import { expect, test } from 'vitest'
import { externalUrl } from './external-url.ts'

test.each([
  ['https://example.org/a b', 'https://example.org/a%20b'],
  ['HTTP://EXAMPLE.org', 'http://example.org/'],
  ['mailto:ann@example.org', 'mailto:ann@example.org'],
])('%s is opened', (written, opened) => {
  expect(externalUrl(written)).toBe(opened)
})

test.each([
  'file:///etc/passwd',
  'javascript:alert(1)',
  'smb://server/share',
  'ms-msdt:/id',
  'vscode://file/x',
  'app://parley/',
  'data:text/html,x',
  'example.org',
  '',
  ' ',
])('%j is not', (written) => {
  expect(externalUrl(written)).toBeUndefined()
})
