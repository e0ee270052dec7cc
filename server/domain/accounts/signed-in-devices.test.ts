import { expect, it } from 'vitest'
import { SignedInDevices } from './signed-in-devices.ts'

it('forgets those that were used longest ago, not those that were signed in first', () => {
  const devices = new SignedInDevices(3)
  const device = (session: string) => ({ caller: { user: 'ada', session }, lastSeenAt: 0 })
  for (const name of ['a', 'b', 'c']) devices.remember(`hash ${name}`, device(name))
  expect(devices.get('hash a')).toEqual(device('a'))
  devices.remember('hash d', device('d'))
  const kept = ['a', 'b', 'c', 'd'].filter((name) => devices.get(`hash ${name}`))
  expect(kept).toEqual(['a', 'c', 'd'])
  expect(devices.of('b')).toBeUndefined()
})
