import { expect, test } from 'vitest'
import { fingerprint as fingerprintOfProtocol } from '../../protocol/fingerprint.ts'
import { calls } from './channels.ts'
import { fingerprint } from './schemas.ts'

test.each(['javascript:alert(1)', 'file:///etc/passwd', 'ftp://10.0.0.5', 'team.local'])(
  'a space cannot be at %s',
  (url) => {
    expect(calls['spaces.add'].args.safeParse([{ name: 'Team', url }]).success).toBe(false)
  },
)

test('a call takes no more arguments than it names', () => {
  expect(calls['settings.get'].args.safeParse([]).success).toBe(true)
  expect(calls['settings.get'].args.safeParse(['more']).success).toBe(false)
})

test.each(['', 'x'.repeat(201), null])('a space cannot call itself %j', (name) => {
  expect(calls['spaces.rename'].args.safeParse(['team', 'Quay']).success).toBe(true)
  expect(calls['spaces.rename'].args.safeParse(['team', name]).success).toBe(false)
})

test('a change of settings names only what changes', () => {
  expect(calls['settings.set'].args.parse([{ theme: 'dark' }])).toEqual([{ theme: 'dark' }])
})

test.each(['', '../x y', 'a\nb', 'x'.repeat(201)])('a secret cannot be called %j', (key) => {
  expect(calls['secrets.get'].args.safeParse([key]).success).toBe(false)
})

test.each(['A'.repeat(43), 'A'.repeat(42) + 'B', 'A'.repeat(42), '+'.repeat(42) + 'A', ''])(
  'a fingerprint is the same here and in the protocol: %j',
  (text) => {
    const inProtocol = fingerprintOfProtocol.safeParse(text).success
    expect(fingerprint.safeParse(text).success).toBe(inProtocol)
  },
)
