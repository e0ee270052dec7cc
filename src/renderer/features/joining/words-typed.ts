import { parseInviteLink } from '../../../../protocol/invite-link.ts'

/** What was typed where a space is joined: words that were said aloud, or where to go. */
export type Typed =
  | { kind: 'words'; words: string }
  | { kind: 'unknown-words'; unknown: string[] }
  | { kind: 'not-four' }
  | { kind: 'place' }

/** Words are told from addresses by the list of them, which comes when it is needed. */
export async function readTyped(text: string): Promise<Typed> {
  const typed = text.trim()
  if (parseInviteLink(typed) || !/^[\p{L}\s,;-]+$/u.test(typed)) return { kind: 'place' }
  const { readWords } = await import('../../../../protocol/invite-words/invite-words.ts')
  const { unknown, words } = readWords(typed)
  if (words !== null) return { kind: 'words', words }
  // A single name, or one with hyphens, may well be a computer's.
  if (!/[\s,;]/.test(typed)) return { kind: 'place' }
  return unknown.length > 0 ? { kind: 'unknown-words', unknown } : { kind: 'not-four' }
}
