import {
  invitePage,
  inviteUri,
  limits,
  type Invite,
  type InviteLink,
} from '../../../protocol/index.ts'
import type { StoredInvite } from '../../storage/storage.ts'
import { tokenHash } from '../accounts/token-hash.ts'
import type { DomainDeps } from '../domain.ts'
import type { Authority, InviteWish, MadeInvite } from './admission.ts'
import { nameOf, personOf } from './authority.ts'
import type { InviteCodes } from './invite-codes.ts'

const DAY = 86_400_000

type Deps = Pick<DomainDeps, 'storage' | 'clock' | 'ids' | 'settings' | 'whereabouts' | 'logger'>

export async function createInvite(
  deps: Deps,
  codes: InviteCodes,
  by: Authority,
  { note, uses, days, words }: InviteWish,
): Promise<MadeInvite> {
  const { storage, clock, ids, logger } = deps
  const createdAt = clock.now()
  const expiresAt = days === null ? null : createdAt + days * DAY
  const secret = ids.secret()
  const code = words ? await codes.make(Math.min(expiresAt ?? Infinity, createdAt + DAY)) : null
  const stored = await storage.admission.createInvite(
    {
      id: ids.id(),
      secretHash: tokenHash(secret),
      note,
      createdBy: personOf(by),
      createdAt,
      expiresAt,
      maxUses: uses,
      code: code && { key: code.key, until: code.until },
    },
    limits.invites,
  )
  logger.info({ invite: stored.id, by: nameOf(by) }, 'made an invite')
  return {
    invite: inviteTold(stored),
    secret,
    words: code?.words ?? null,
    ...linksOf(deps, secret),
  }
}

function linksOf(
  { settings, whereabouts }: Deps,
  secret: string,
): Pick<MadeInvite, 'link' | 'webLink'> {
  const place = whereabouts?.()
  if (!place || place.addresses.length === 0) return { link: null, webLink: null }
  const link: InviteLink = { ...place, name: settings.space.name, secret }
  return { link: inviteUri(link), webLink: place.hasPage ? invitePage(link) : null }
}

export function inviteTold({ codeUntil, ...invite }: StoredInvite): Invite {
  return { ...invite, wordsUntil: codeUntil }
}
