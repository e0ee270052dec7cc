import { limits } from '../../../../protocol/limits.ts'
import type { MessageKey } from '../../i18n/messages.ts'
import type { Blanks } from '../../i18n/use-text.ts'
import { isRefused, refusalWords, type Problem } from '../refusals/refusal-words.ts'

export type PasswordForm = { current: string; next: string }

/** What is wrong, and which of the two fields it stands at; `form` where it is neither's fault. */
export type PasswordProblem = { at: keyof PasswordForm | 'form'; key: MessageKey; blanks?: Blanks }

/** What can be said before anything is sent; null where nothing is wrong. */
export function passwordProblem({ current, next }: PasswordForm): PasswordProblem | null {
  if (current === '') return { at: 'current', key: 'errors.passwordEmpty' }
  if (next.length < limits.passwordMin) {
    return { at: 'next', key: 'errors.passwordShort', blanks: { count: limits.passwordMin } }
  }
  if (next.length > limits.passwordMax) {
    return { at: 'next', key: 'errors.passwordLong', blanks: { count: limits.passwordMax } }
  }
  return next === current ? { at: 'next', key: 'settings.account.same' } : null
}

/** What the space said to the change. */
export function refusedPassword(problem: Problem): PasswordProblem {
  const { key, blanks, field } = refusalWords(problem, 'password')
  if (isRefused(problem, 'wrong_credentials')) return { at: 'current', key }
  const input = field?.split('.').at(-1)
  const at = input === 'next' || input === 'current' ? input : 'form'
  return { at, key, blanks }
}
