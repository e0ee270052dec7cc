import type { Group, Role } from '../../../../protocol/entities.ts'

/** What a person may do in a group, as the server decides it: only that is offered. */
export type GroupRights = {
  join: boolean
  leave: boolean
  /** Name, purpose and who may find and join it. */
  change: boolean
  addPeople: boolean
  archive: boolean
  restore: boolean
}

type Known = Pick<Group, 'role' | 'archivedAt' | 'visibility'>

export function rightsIn({ role, archivedAt, visibility }: Known): GroupRights {
  const open = archivedAt === null
  const leads = role === 'owner' || role === 'admin'
  return {
    join: open && role === null && visibility === 'public',
    leave: role !== null,
    change: open && leads,
    addPeople: open && (leads || (role === 'member' && visibility === 'public')),
    archive: open && role === 'owner',
    restore: !open && role === 'owner',
  }
}

/** Whether someone of this role may remove a member of that role; oneself one leaves, not removes. */
export function mayRemove(own: Role | null, theirs: Role): boolean {
  if (own === 'owner') return theirs !== 'owner'
  return own === 'admin' && theirs === 'member'
}

/** The roles that someone may give to a member of that role, least first. `owner` hands ownership on. */
export function givableRoles(own: Role | null, theirs: Role): Role[] {
  if (own !== 'owner' || theirs === 'owner') return []
  return theirs === 'member' ? ['admin', 'owner'] : ['member', 'owner']
}
