import { describe, expect, it } from 'vitest'
import { Unreachable } from '../../../../client/space-client.ts'
import { Refused } from '../../../../protocol/errors.ts'
import { NoInvite } from '../admission/no-invite.ts'
import { accountProblem, checkCredentials } from './account-problem.ts'

const keys = (name: string, password: string, way: 'signIn' | 'register') =>
  checkCredentials({ name, password }, way).map(({ at, key }) => [at, key])

describe('before sending', () => {
  it.each([
    ['', 'longenough', 'register', [['name', 'errors.nameEmpty']]],
    ['a\u200bda', 'longenough', 'register', [['name', 'errors.nameInvisible']]],
    ['a'.repeat(41), 'longenough', 'register', [['name', 'errors.nameTooLong']]],
    ['ada', 'short', 'register', [['password', 'errors.passwordShort']]],
    ['ada', 'x'.repeat(201), 'register', [['password', 'errors.passwordLong']]],
    ['ada', 'short', 'signIn', []],
    ['ada', '', 'signIn', [['password', 'errors.passwordEmpty']]],
    ['ada', 'correct horse', 'register', []],
  ] as const)('%j with %j to %s', (name, password, way, problems) => {
    expect(keys(name, password, way)).toEqual(problems)
  })
})

describe('after the answer', () => {
  it('puts wrong credentials at the password, without saying which of the two is wrong', () => {
    const found = accountProblem(new Refused('wrong_credentials', ''), 0)
    expect(found).toMatchObject({ at: 'password', key: 'errors.wrongCredentials' })
  })

  it.each([
    ['invite_needed', 'errors.inviteNeeded'],
    ['invite_invalid', 'errors.inviteInvalid'],
    ['invite_expired', 'errors.inviteExpired'],
    ['invite_used_up', 'errors.inviteUsedUp'],
    ['invite_revoked', 'errors.inviteRevoked'],
  ])('puts %s at the invite', (code, key) => {
    expect(accountProblem(new Refused(code, ''), 0)).toMatchObject({ at: 'invite', key })
  })

  it('says that whoever hosts comes in first', () => {
    const found = accountProblem(new Refused('host_first', ''), 0)
    expect(found).toMatchObject({ at: 'form', key: 'errors.hostFirst', kind: 'closed' })
  })

  it('says which words no invite has, and that something else is none', () => {
    expect(accountProblem(new NoInvite(['xyzzy', 'foo']), 0)).toMatchObject({
      at: 'invite',
      key: 'admission.fieldUnknown',
      blanks: { words: 'xyzzy, foo' },
    })
    expect(accountProblem(new NoInvite(), 0)).toMatchObject({ key: 'admission.fieldWrong' })
  })

  it('puts a taken name at the name', () => {
    const found = accountProblem(new Refused('name_taken', ''), 0)
    expect(found).toMatchObject({ at: 'name', kind: 'taken' })
  })

  it('says until when to wait', () => {
    const found = accountProblem(new Refused('rate_limited', '', { retryAfter: 9000 }), 1000)
    expect(found).toMatchObject({ kind: 'throttled', until: 10_000 })
  })

  it('says so where the space is busy with others too, and that nobody is to blame', () => {
    const found = accountProblem(new Refused('unavailable', '', { retryAfter: 4000 }), 1000)
    expect(found).toMatchObject({ kind: 'throttled', key: 'errors.crowded', until: 5000 })
    const stopping = accountProblem(new Refused('unavailable', ''), 1000)
    expect(stopping).toMatchObject({ key: 'errors.unavailable', until: null })
  })

  it('tells a silent space from a refusal', () => {
    expect(accountProblem(new Unreachable(), 0).kind).toBe('unreachable')
    expect(accountProblem(new Refused('storage_full', ''), 0).key).toBe('errors.storageFull')
    expect(accountProblem(new TypeError('ours'), 0).key).toBe('errors.unexpected')
  })

  it('puts what the server says of a field at that field', () => {
    const refused = new Refused('invalid', 'holds invisible', { field: 'body.name' })
    expect(accountProblem(refused, 0).at).toBe('name')
  })
})
