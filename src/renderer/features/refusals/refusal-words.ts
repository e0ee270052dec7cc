import { Unreachable } from '../../../../client/space-client.ts'
import { Refused, type Refusal } from '../../../../protocol/errors.ts'
import type { MessageKey } from '../../i18n/messages.ts'
import type { Blanks } from '../../i18n/use-text.ts'

/** What was being done: the same refusal means another thing to a person in another place. */
export type Concern =
  'group' | 'members' | 'name' | 'password' | 'picture' | 'device' | 'person' | 'space'

/** A sentence that says what happened, what is safe and what to do; `field` where an input was wrong. */
export type RefusalWords = { key: MessageKey; blanks: Blanks; field: string | null }

/** Whatever a call of the client can reject with, or a timeline or connection can show. */
export type Problem = unknown

const GENERAL: Record<string, MessageKey> = {
  invalid: 'errors.invalid',
  wrong_credentials: 'errors.wrongCredentials',
  unauthorised: 'errors.signedOut',
  forbidden: 'errors.forbidden',
  registration_closed: 'errors.registrationClosed',
  host_first: 'errors.hostFirst',
  invite_needed: 'errors.inviteNeeded',
  invite_invalid: 'errors.inviteInvalid',
  invite_expired: 'errors.inviteExpired',
  invite_used_up: 'errors.inviteUsedUp',
  invite_revoked: 'errors.inviteRevoked',
  waiting: 'errors.notLetInYet',
  not_found: 'errors.notFound',
  name_taken: 'errors.nameTaken',
  conflict: 'errors.conflict',
  archived: 'errors.archived',
  too_large: 'errors.tooLarge',
  limit_reached: 'errors.limitReached',
  rate_limited: 'errors.rateLimited',
  internal: 'errors.unexpected',
  unavailable: 'errors.unavailable',
  storage_full: 'errors.storageFull',
}

const PARTICULAR: Partial<Record<`${Concern}.${string}`, MessageKey>> = {
  'group.forbidden': 'errors.group.forbidden',
  'group.not_found': 'errors.group.notFound',
  'group.archived': 'errors.group.archived',
  'group.conflict': 'errors.group.conflict',
  'group.limit_reached': 'errors.group.limitReached',
  'members.forbidden': 'errors.group.forbidden',
  'members.not_found': 'errors.group.memberNotFound',
  'members.archived': 'errors.group.archived',
  'members.conflict': 'errors.group.conflict',
  'members.limit_reached': 'errors.group.full',
  'password.wrong_credentials': 'errors.wrongPassword',
  'picture.invalid': 'errors.pictureUnreadable',
  'picture.too_large': 'errors.pictureTooLarge',
  'device.not_found': 'errors.deviceGone',
  'space.conflict': 'errors.lastAdministrator',
  'person.not_found': 'errors.personGone',
}

function refusalOf(problem: Problem): Refusal | null {
  if (problem instanceof Refused) return problem.toRefusal()
  if (typeof problem !== 'object' || problem === null || problem instanceof Error) return null
  return 'code' in problem && typeof problem.code === 'string' ? (problem as Refusal) : null
}

export function isUnreachable(problem: Problem): boolean {
  return problem === 'unreachable' || problem instanceof Unreachable
}

/** Whether the problem is a refusal with one of these codes. */
export function isRefused(problem: Problem, ...codes: string[]): boolean {
  const refusal = refusalOf(problem)
  return refusal !== null && codes.includes(refusal.code)
}

export function refusalWords(problem: Problem, concern?: Concern): RefusalWords {
  if (isUnreachable(problem)) return { key: 'errors.notReached', blanks: {}, field: null }
  const refusal = refusalOf(problem)
  if (!refusal) return { key: 'errors.unexpected', blanks: {}, field: null }
  const field = refusal.field ?? null
  if (refusal.code === 'invalid') return { ...inputWords(refusal, concern), field }
  const particular = concern && PARTICULAR[`${concern}.${refusal.code}`]
  const key = particular ?? GENERAL[refusal.code] ?? 'errors.unexpected'
  return { key, blanks: blanksOf(refusal), field }
}

function blanksOf({ limit, retryAfter }: Refusal): Blanks {
  return {
    ...(limit !== undefined && { count: limit }),
    seconds: Math.max(1, Math.ceil((retryAfter ?? 5_000) / 1000)),
  }
}

/** An input was wrong: too long or too short by the limit, else empty or with invisible letters. */
function inputWords(refusal: Refusal, concern?: Concern): Omit<RefusalWords, 'field'> {
  const particular = concern && PARTICULAR[`${concern}.invalid`]
  if (particular) return { key: particular, blanks: blanksOf(refusal) }
  const input = refusal.field?.split('.').at(-1) ?? ''
  if (refusal.limit !== undefined) {
    const isPassword = ['password', 'next'].includes(input)
    const tooShort = isPassword && refusal.limit < 50
    const key = tooShort ? 'errors.passwordShort' : 'errors.fieldTooLong'
    return { key: isPassword && !tooShort ? 'errors.passwordLong' : key, blanks: blanksOf(refusal) }
  }
  if (['name', 'displayName'].includes(input)) {
    const invisible = refusal.message.includes('invisible')
    return { key: invisible ? 'errors.nameInvisible' : 'errors.nameEmpty', blanks: {} }
  }
  return { key: 'errors.invalid', blanks: {} }
}
