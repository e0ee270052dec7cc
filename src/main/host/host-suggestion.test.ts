import { expect, test } from 'vitest'
import { hostSuggestion } from './host-suggestion.ts'

test.each([
  ['ann', 'laptop', { person: 'Ann', machine: 'laptop' }],
  ['ann.lee', 'laptop.lan', { person: 'Ann', machine: 'laptop' }],
  ['OFFICE\\ann', 'PC-7', { person: 'Ann', machine: 'PC-7' }],
  ['root', 'server', { person: null, machine: 'server' }],
  ['user1', 'server', { person: null, machine: 'server' }],
  ['', '', { person: null, machine: 'Parley' }],
])('the account %j on %j suggests %j', (account, host, suggestion) => {
  expect(hostSuggestion(account, host)).toEqual(suggestion)
})
