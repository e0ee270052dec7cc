import { describe, expect, it } from 'vitest'
import { Unreachable } from '../../../../client/space-client.ts'
import { errorCodes, Refused } from '../../../../protocol/errors.ts'
import { en } from '../../i18n/locales/en/en.ts'
import { isRefused, refusalWords, type Concern } from './refusal-words.ts'

const concerns: (Concern | undefined)[] = [
  undefined,
  'group',
  'members',
  'name',
  'password',
  'picture',
  'device',
  'person',
]

function english(key: string): unknown {
  return key
    .split('.')
    .reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], en)
}

describe.each(Object.keys(errorCodes))('%s', (code) => {
  it.each(concerns)('has a sentence about %s', (concern) => {
    const { key } = refusalWords(new Refused(code, 'for a log'), concern)
    expect(english(key)).toEqual(expect.any(String))
    if (code !== 'internal') expect(key).not.toBe('errors.unexpected')
  })
})

it('has a sentence for a code that it does not know, and for what is no refusal', () => {
  expect(refusalWords(new Refused('from_the_future', '')).key).toBe('errors.unexpected')
  expect(refusalWords(new TypeError('ours')).key).toBe('errors.unexpected')
})

it('says that the space was not reached, however it hears of it', () => {
  expect(refusalWords(new Unreachable()).key).toBe('errors.notReached')
  expect(refusalWords('unreachable').key).toBe('errors.notReached')
})

it('says how long to wait', () => {
  const busy = new Refused('rate_limited', '', { retryAfter: 12_300 })
  expect(refusalWords(busy).blanks.seconds).toBe(13)
})

it('says how much fits, and which input was wrong', () => {
  const long = new Refused('invalid', '', { field: 'body.purpose', limit: 280 })
  expect(refusalWords(long)).toMatchObject({
    key: 'errors.fieldTooLong',
    blanks: { count: 280 },
    field: 'body.purpose',
  })
})

it('tells a password that is too short from one that is too long', () => {
  const at = (limit: number) => new Refused('invalid', '', { field: 'body.next', limit })
  expect(refusalWords(at(8)).key).toBe('errors.passwordShort')
  expect(refusalWords(at(200)).key).toBe('errors.passwordLong')
})

it('tells an empty name from one with invisible letters', () => {
  const name = (message: string) => new Refused('invalid', message, { field: 'body.displayName' })
  expect(refusalWords(name('displayName: must not be empty')).key).toBe('errors.nameEmpty')
  expect(refusalWords(name('displayName: holds invisible or control characters')).key).toBe(
    'errors.nameInvisible',
  )
})

it('takes a plain refusal, as a timeline shows it', () => {
  const refusal = { code: 'archived', message: '' }
  expect(refusalWords(refusal, 'group').key).toBe('errors.group.archived')
  expect(isRefused(refusal, 'not_found', 'archived')).toBe(true)
})
