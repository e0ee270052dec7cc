import { expect, it } from 'vitest'
import type { Invite } from '../../../../protocol/entities.ts'
import { inviteState } from './invite-state.ts'

const invite: Invite = {
  ...{ id: 'i', note: '', createdBy: null, createdAt: 0, wordsUntil: null },
  ...{ expiresAt: 100, uses: 1, maxUses: 2, revokedAt: null },
}

it.each([
  [invite, 50, 'good'],
  [invite, 100, 'expired'],
  [{ ...invite, uses: 2 }, 50, 'usedUp'],
  [{ ...invite, uses: 9, maxUses: null, expiresAt: null }, 5_000, 'good'],
  [{ ...invite, uses: 2, revokedAt: 10 }, 500, 'revoked'],
] as const)('%j at %i is %s', (one, now, state) => {
  expect(inviteState(one, now)).toBe(state)
})
