import type { UserId } from '../../../protocol/index.ts'
import type { Authority } from './admission.ts'

/** Null at the command line, where nobody is signed in. */
export function personOf(by: Authority): UserId | null {
  return by === 'operator' ? null : by.user
}

/** For the log. */
export function nameOf(by: Authority): string {
  return personOf(by) ?? 'operator'
}
