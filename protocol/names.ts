import { limits } from './limits.ts'

/**
 * Letters that a name must not hold: controls, format and bidirectional marks, zero-width joins,
 * unassigned and private letters, line separators, and all that shows as nothing: variation selectors,
 * fillers, the blank of braille.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{DI}\u2800]/u
const BLANK = /^[\s\p{Cc}\p{Cf}\p{DI}\u2800]*$/u
const CONTROLS = /[\p{Cc}\p{Cs}]/u
const ONLY_MARKS = /^[\p{M}\s]*$/u

export type NameProblem = 'empty' | 'too_long' | 'invisible'

/** Normal form in which a name is shown: NFKC, inner white space as one space, none outside. */
export function normaliseName(raw: string): string {
  return raw.normalize('NFKC').replace(/\s+/gu, ' ').trim()
}

/** Form by which two names are the same: normalised and case folded, so that ẞ, ß and SS are one. */
export function foldName(raw: string): string {
  return normaliseName(raw).toLowerCase().toUpperCase().toLowerCase().normalize('NFKC')
}

/** What is wrong with a name as typed, or null. Emoji that need a joiner are refused with it. */
export function nameProblem(
  raw: string,
  maxLength: number = limits.nameLength,
): NameProblem | null {
  if (INVISIBLE.test(raw.replace(/[\t\n\r ]+/g, ' '))) return 'invisible'
  const name = normaliseName(raw)
  if (INVISIBLE.test(name)) return 'invisible'
  if (ONLY_MARKS.test(name)) return 'empty'
  return name.length > maxLength ? 'too_long' : null
}

/** Whether a text is of white space and letters that do not show alone. */
export function showsNothing(text: string): boolean {
  return BLANK.test(text)
}

/** Whether a text holds a control character or half of a letter. */
export function holdsControls(text: string): boolean {
  return CONTROLS.test(text)
}
