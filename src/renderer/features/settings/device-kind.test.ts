import { expect, it } from 'vitest'
import { deviceKind } from './device-kind.ts'

it.each([
  ['Firefox on Linux', 'browser'],
  ['Parley on Windows', 'app'],
  ['Chrome on Android', 'phone'],
  ['toaster', 'unknown'],
])('knows %s as %s', (device, kind) => expect(deviceKind(device)).toBe(kind))
