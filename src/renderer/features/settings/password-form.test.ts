import { expect, it } from 'vitest'
import { Refused } from '../../../../protocol/errors.ts'
import { passwordProblem, refusedPassword } from './password-form.ts'

const good = { current: 'old password', next: 'new password' }

it('lets a change go that has nothing wrong with it', () => {
  expect(passwordProblem(good)).toBe(null)
})

it.each([
  ['no current password', { ...good, current: '' }, 'current', 'errors.passwordEmpty'],
  ['a short one', { ...good, next: 'short' }, 'next', 'errors.passwordShort'],
  ['a long one', { ...good, next: 'x'.repeat(201) }, 'next', 'errors.passwordLong'],
  ['the same again', { ...good, next: good.current }, 'next', 'settings.account.same'],
])('says what is wrong with %s', (_, form, at, key) => {
  expect(passwordProblem(form)).toMatchObject({ at, key })
})

it('puts what the space refused where it belongs', () => {
  expect(refusedPassword(new Refused('wrong_credentials', ''))).toEqual({
    at: 'current',
    key: 'errors.wrongPassword',
  })
  const short = new Refused('invalid', '', { field: 'body.next', limit: 8 })
  expect(refusedPassword(short)).toMatchObject({ at: 'next', key: 'errors.passwordShort' })
  const busy = new Refused('rate_limited', '', { retryAfter: 3000 })
  expect(refusedPassword(busy)).toMatchObject({ at: 'form', blanks: { seconds: 3 } })
})
