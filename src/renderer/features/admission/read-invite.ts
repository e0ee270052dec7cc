import { inviteSecret } from '../../../../protocol/entities.ts'
import { parseInviteLink } from '../../../../protocol/invite-link.ts'
import type { ReadWords } from '../../../../protocol/invite-words/invite-words.ts'

/** What was understood of an invite as it was typed or pasted. */
export type ReadInvite =
  | { kind: 'secret'; secret: string }
  | { kind: 'words'; words: string }
  | { kind: 'unknown-words'; unknown: string[] }
  | { kind: 'none' }

const LETTERS_AND_SPACE = /^[\p{L}\s,;.-]+$/u

/** A link of either form, what a link holds, or words. The list of words comes when it is needed. */
export async function readInvite(text: string): Promise<ReadInvite> {
  const typed = text.trim()
  const secret = parseInviteLink(typed)?.secret ?? null
  if (secret !== null) return { kind: 'secret', secret }
  const read = LETTERS_AND_SPACE.test(typed) ? await wordsOf(typed) : null
  // Before the secret: words joined by hyphens look like one.
  if (read && read.words !== null) return { kind: 'words', words: read.words }
  if (inviteSecret.safeParse(typed).success) return { kind: 'secret', secret: typed }
  const unknown = read?.unknown ?? []
  return unknown.length > 0 ? { kind: 'unknown-words', unknown } : { kind: 'none' }
}

async function wordsOf(typed: string): Promise<ReadWords> {
  const { readWords } = await import('../../../../protocol/invite-words/invite-words.ts')
  return readWords(typed)
}
