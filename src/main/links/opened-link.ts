import { inviteUri, parseInviteLink } from '../../../protocol/invite-link.ts'
import type { OpenedLink } from '../../../shared/ipc/schemas.ts'

export const linkScheme = 'parley'

/** As long as an invite can be, with some room for what a later version adds. */
const LONGEST = 2_000
const OURS = new RegExp(`^${linkScheme}:`, 'i')
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/

/** The link among a program's arguments; whatever else a link's text could be taken for is left alone. */
export function linkAmong(args: readonly string[]): string | null {
  return args.slice(1).find((arg) => OURS.test(arg)) ?? null
}

/**
 * What a link is that the system handed over: anybody can make somebody click anything. An invite is spelt
 * anew from what was understood of it, so that nothing else comes along.
 */
export function readOpenedLink(text: string): OpenedLink {
  if (text.length > LONGEST) return { kind: 'refused', reason: 'tooLong' }
  if (CONTROL.test(text)) return { kind: 'refused', reason: 'hidden' }
  const invite = OURS.test(text) ? parseInviteLink(text) : null
  if (invite && CONTROL.test(invite.name)) return { kind: 'refused', reason: 'hidden' }
  return invite
    ? { kind: 'invite', link: inviteUri(invite) }
    : { kind: 'refused', reason: 'noInvite' }
}
