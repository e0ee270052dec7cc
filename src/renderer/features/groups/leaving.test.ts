import { expect, it } from 'vitest'
import type { Role } from '../../../../protocol/entities.ts'
import { whatLeavingDoes } from './leaving.ts'

let joinedAt = 0
const member = (user: string, role: Role = 'member') => ({ user, role, joinedAt: (joinedAt += 1) })

it('means nothing to the others when a member or admin leaves', () => {
  const members = [member('olga', 'owner'), member('ada', 'admin'), member('max')]
  expect(whatLeavingDoes(members, 'max')).toEqual({ kind: 'plain' })
  expect(whatLeavingDoes(members, 'ada')).toEqual({ kind: 'plain' })
})

it('hands the group on to the admin who has been in it longest', () => {
  const members = [
    member('olga', 'owner'),
    member('ada', 'admin'),
    member('bo', 'admin'),
    member('max'),
  ]
  expect(whatLeavingDoes(members, 'olga')).toEqual({ kind: 'hands-on', to: 'ada', role: 'admin' })
})

it('hands it on to the member who has been in it longest where there is no admin', () => {
  const members = [member('olga', 'owner'), member('max'), member('mia')]
  expect(whatLeavingDoes(members, 'olga')).toEqual({ kind: 'hands-on', to: 'max', role: 'member' })
})

it('archives the group when the last one leaves', () => {
  expect(whatLeavingDoes([member('olga', 'owner')], 'olga')).toEqual({ kind: 'archives' })
})
