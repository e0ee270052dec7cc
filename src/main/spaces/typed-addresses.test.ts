import { expect, test } from 'vitest'
import { typedAddresses } from './typed-addresses.ts'

test.each([
  [
    'office.local',
    ['https://office.local:7759', 'http://office.local:7759', 'https://office.local'],
  ],
  [' Office.local:80/ ', ['https://office.local:80', 'http://office.local']],
  ['10.0.0.5:7759', ['https://10.0.0.5:7759', 'http://10.0.0.5:7759']],
  ['fd00::5', ['https://[fd00::5]:7759', 'http://[fd00::5]:7759', 'https://[fd00::5]']],
  ['[fd00::5]:7759', ['https://[fd00::5]:7759', 'http://[fd00::5]:7759']],
  ['https://chat.example/#/welcome', ['https://chat.example']],
  ['HTTP://office.local:7760', ['http://office.local:7760', 'https://office.local:7760']],
])('%j may be one of these', (typed, origins) => {
  expect(typedAddresses(typed)).toEqual(origins)
})

test.each([
  '',
  '   ',
  'two words',
  'ftp://office.local',
  'ada@office.local',
  'https://',
  'javascript:alert(1)',
])('%j is no address', (typed) => {
  expect(typedAddresses(typed)).toEqual([])
})
