import { describe, expect, it } from 'vitest'
import { closeCodes, shouldReconnect } from './close-codes.ts'
import { Refused, errorCodes, isFinal } from './errors.ts'

describe('giving up on a refused request', () => {
  it.each(['forbidden', 'not_found', 'archived', 'invalid', 'limit_reached'])(
    'is right where it can never succeed: %s',
    (code) => {
      expect(isFinal(code)).toBe(true)
    },
  )

  it.each(['rate_limited', 'unavailable', 'storage_full', 'internal', 'unauthorised'])(
    'is wrong where it may succeed later: %s',
    (code) => {
      expect(isFinal(code)).toBe(false)
    },
  )

  it.each(['from_later', '', 'toString', '__proto__'])(
    'is wrong where the code is not known: %j',
    (code) => {
      expect(isFinal(code)).toBe(false)
    },
  )
})

describe('coming back after a close', () => {
  it.each(['drain', 'slowConsumer', 'idle', 'flooding', 'storageFailed'] as const)(
    'is right after %s',
    (reason) => {
      expect(shouldReconnect(closeCodes[reason])).toBe(true)
    },
  )

  it.each(['unauthorised', 'unsupportedVersion', 'malformedFrame', 'frameTooLarge'] as const)(
    'is pointless after %s',
    (reason) => {
      expect(shouldReconnect(closeCodes[reason])).toBe(false)
    },
  )

  it.each([1000, 1001, 1006, 1011, 4000, 4099, 4200])('is right after %i', (code) => {
    expect(shouldReconnect(code)).toBe(true)
  })
})

it('a refusal is the same after it travelled', () => {
  const refused = new Refused('invalid', 'text: is too long', { field: 'text', limit: 5 })
  const travelled = Refused.from(refused.toRefusal())
  expect(travelled).toMatchObject({ code: 'invalid', message: 'text: is too long' })
  expect(travelled.details).toEqual(refused.details)
})

it('every code travels under a status of refusals', () => {
  for (const { status } of Object.values(errorCodes)) expect(status).toBeGreaterThanOrEqual(400)
})
