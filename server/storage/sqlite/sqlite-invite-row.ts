import type { InviteId, UserId } from '../../../protocol/index.ts'
import type { StoredInvite } from '../admission-store.ts'

export type InviteRow = {
  invite: InviteId
  note: string
  created_by: UserId | null
  created_at: number
  expires_at: number | null
  uses: number
  max_uses: number | null
  revoked_at: number | null
  code_until: number | null
}
export const INVITE_COLUMNS =
  'invite, note, created_by, created_at, expires_at, uses, max_uses, revoked_at, code_until'

/** As SQL: true or false for each invite, also for one without an end or without a limit. */
export function inviteIsOver(at: string): string {
  return `(revoked_at IS NOT NULL
    OR coalesce(expires_at <= ${at}, FALSE)
    OR coalesce(uses >= max_uses, FALSE))`
}

export function inviteOf(row: InviteRow): StoredInvite {
  return {
    id: row.invite,
    note: row.note,
    createdBy: row.created_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    uses: row.uses,
    maxUses: row.max_uses,
    revokedAt: row.revoked_at,
    codeUntil: row.code_until,
  }
}
