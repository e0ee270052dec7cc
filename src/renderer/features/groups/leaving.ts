import type { Member, Role } from '../../../../protocol/entities.ts'
import type { UserId } from '../../../../protocol/ids.ts'

/** What follows when a person leaves a group. */
export type Leaving =
  | { kind: 'plain' }
  /** The owner leaves: who becomes owner. */
  | { kind: 'hands-on'; to: UserId; role: Role }
  /** The last member leaves. */
  | { kind: 'archives' }

/**
 * What follows when `me` leaves; `first` are the group's first members in the server's order (owner,
 * admins, members, each by when they joined), of whom the longest-standing admin, else the
 * longest-standing member, takes over.
 */
export function whatLeavingDoes(first: readonly Member[], me: UserId): Leaving {
  const others = first.filter(({ user }) => user !== me)
  if (others.length === 0) return { kind: 'archives' }
  const own = first.find(({ user }) => user === me)
  if (own?.role !== 'owner') return { kind: 'plain' }
  const heir = others.find(({ role }) => role === 'admin') ?? others[0]!
  return { kind: 'hands-on', to: heir.user, role: heir.role }
}
