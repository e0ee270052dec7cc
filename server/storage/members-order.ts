import type { Role } from '../../protocol/index.ts'

const RANKS = { owner: 0, admin: 1, member: 2 } as const

/** Place of a role in the list of a group's members. */
export function roleRank(role: Role): number {
  return RANKS[role]
}
