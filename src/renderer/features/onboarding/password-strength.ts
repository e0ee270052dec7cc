import { limits } from '../../../../protocol/limits.ts'

export type PasswordStrength = { level: 0 | 1 | 2 | 3; missing: number }

/** Length alone: what else makes a password good is better left to the person. */
export function passwordStrength(password: string): PasswordStrength {
  const { length } = password
  const missing = Math.max(0, limits.passwordMin - length)
  if (missing > 0) return { level: 0, missing }
  return { level: length >= 16 ? 3 : length >= 12 ? 2 : 1, missing }
}
