import { describe, expect, it } from 'vitest'
import type { Role, Visibility } from '../../../../protocol/entities.ts'
import { givableRoles, mayRemove, rightsIn } from './group-rights.ts'

const group = (
  role: Role | null,
  visibility: Visibility = 'public',
  archivedAt: number | null = null,
) => ({
  role,
  visibility,
  archivedAt,
})
const may = (...given: Parameters<typeof group>) =>
  Object.entries(rightsIn(group(...given)))
    .filter(([, allowed]) => allowed)
    .map(([right]) => right)

describe('in a group', () => {
  it('an outsider may join a public one and nothing else', () => {
    expect(may(null)).toEqual(['join'])
    expect(may(null, 'private')).toEqual([])
  })

  it('a member may leave, and add people where anybody could join', () => {
    expect(may('member')).toEqual(['leave', 'addPeople'])
    expect(may('member', 'private')).toEqual(['leave'])
  })

  it('an admin may change it, and the owner archive it', () => {
    expect(may('admin', 'private')).toEqual(['leave', 'change', 'addPeople'])
    expect(may('owner')).toEqual(['leave', 'change', 'addPeople', 'archive'])
  })
})

describe('in an archived group', () => {
  it('nobody may change anything but the owner restore it', () => {
    expect(may(null, 'public', 1)).toEqual([])
    expect(may('admin', 'public', 1)).toEqual(['leave'])
    expect(may('owner', 'public', 1)).toEqual(['leave', 'restore'])
  })
})

it('nobody removes the owner, and an admin no other admin', () => {
  expect(mayRemove('owner', 'admin')).toBe(true)
  expect(mayRemove('admin', 'member')).toBe(true)
  expect(mayRemove('admin', 'admin')).toBe(false)
  expect(mayRemove('admin', 'owner')).toBe(false)
  expect(mayRemove('member', 'member')).toBe(false)
})

it('only the owner gives roles', () => {
  expect(givableRoles('owner', 'member')).toEqual(['admin', 'owner'])
  expect(givableRoles('owner', 'admin')).toEqual(['member', 'owner'])
  expect(givableRoles('owner', 'owner')).toEqual([])
  expect(givableRoles('admin', 'member')).toEqual([])
})
