import type { Invite } from '../../../../protocol/entities.ts'

export type InviteState = 'good' | 'expired' | 'usedUp' | 'revoked'

/** What has become of an invite by now. */
export function inviteState(
  { expiresAt, maxUses, revokedAt, uses }: Invite,
  now: number,
): InviteState {
  if (revokedAt !== null) return 'revoked'
  if (expiresAt !== null && expiresAt <= now) return 'expired'
  return maxUses !== null && uses >= maxUses ? 'usedUp' : 'good'
}
