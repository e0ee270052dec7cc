import { limits } from '../../../../protocol/limits.ts'
import { nameProblem } from '../../../../protocol/names.ts'
import { Refused } from '../../../../protocol/errors.ts'
import { Unreachable } from '../../../../client/space-client.ts'
import type { MessageKey } from '../../i18n/messages.ts'
import type { Blanks } from '../../i18n/use-text.ts'
import { NoInvite } from '../admission/no-invite.ts'
import { refusalWords } from '../refusals/refusal-words.ts'

/** `invite`: as it was typed or pasted; empty for none. */
export type Credentials = { name: string; password: string; invite?: string }
export type Way = 'signIn' | 'register'

/** What is wrong, where it stands, and until when nothing can be tried. */
export type AccountProblem = {
  at: 'name' | 'password' | 'invite' | 'form'
  key: MessageKey
  blanks: Blanks
  kind: 'input' | 'taken' | 'throttled' | 'unreachable' | 'closed' | 'other'
  /** Milliseconds since 1970. */
  until: number | null
}

function problem(
  at: AccountProblem['at'],
  key: MessageKey,
  over: Partial<AccountProblem> = {},
): AccountProblem {
  return { at, key, blanks: {}, kind: 'input', until: null, ...over }
}

/** What can be said before anything is sent. */
export function checkCredentials({ name, password }: Credentials, way: Way): AccountProblem[] {
  const found: AccountProblem[] = []
  const wrongName = nameProblem(name)
  if (wrongName === 'empty') found.push(problem('name', 'errors.nameEmpty'))
  if (wrongName === 'invisible') found.push(problem('name', 'errors.nameInvisible'))
  if (wrongName === 'too_long') {
    found.push(problem('name', 'errors.nameTooLong', { blanks: { count: limits.nameLength } }))
  }
  const shortest = way === 'register' ? limits.passwordMin : 1
  if (password === '' && way === 'signIn') found.push(problem('password', 'errors.passwordEmpty'))
  else if (password.length < shortest) {
    found.push(problem('password', 'errors.passwordShort', { blanks: { count: shortest } }))
  } else if (password.length > limits.passwordMax) {
    const blanks = { count: limits.passwordMax }
    found.push(problem('password', 'errors.passwordLong', { blanks }))
  }
  return found
}

/** The space is by invitation, and none was entered. */
export function inviteMissing(): AccountProblem {
  return problem('invite', 'admission.fieldMissing')
}

/** What the space, or its silence, says to a person who wants to come in. */
export function accountProblem(error: unknown, now: number): AccountProblem {
  if (error instanceof Unreachable) {
    return problem('form', 'errors.unreachable', { kind: 'unreachable' })
  }
  if (error instanceof NoInvite) {
    return problem('invite', error.key, { blanks: { words: error.unknown.join(', ') } })
  }
  if (!(error instanceof Refused)) return problem('form', 'errors.unexpected', { kind: 'other' })
  const { code, details } = error
  if (code === 'wrong_credentials') return problem('password', 'errors.wrongCredentials')
  if (code === 'name_taken') return problem('name', 'errors.nameTaken', { kind: 'taken' })
  if (code.startsWith('invite_')) return problem('invite', refusalWords(error).key)
  if (code === 'registration_closed') {
    return problem('form', 'errors.registrationClosed', { kind: 'closed' })
  }
  if (code === 'host_first') return problem('form', 'errors.hostFirst', { kind: 'closed' })
  if (code === 'rate_limited') {
    const until = now + (details.retryAfter ?? 5000)
    return problem('form', 'errors.throttled', { kind: 'throttled', until })
  }
  if (code === 'unavailable' && details.retryAfter !== undefined) {
    const until = now + details.retryAfter
    return problem('form', 'errors.crowded', { kind: 'throttled', until })
  }
  const { key, blanks, field } = refusalWords(error)
  const at = /name$/i.test(field ?? '')
    ? 'name'
    : /password$/i.test(field ?? '')
      ? 'password'
      : 'form'
  return problem(at, key, { blanks, kind: at === 'form' ? 'other' : 'input' })
}
