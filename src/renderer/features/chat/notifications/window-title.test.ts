import { expect, it } from 'vitest'
import { windowTitle } from './window-title.ts'

it.each([
  [0, 'Anna', 'Office', 'Anna – Office – Parley'],
  [3, null, 'Office', '(3) Office – Parley'],
  [120, 'Anna', '', '(99+) Anna – Parley'],
  [0, null, 'Parley', 'Parley'],
])('%d %s %s', (unread, where, space, title) => {
  expect(windowTitle(unread, where, space)).toBe(title)
})
