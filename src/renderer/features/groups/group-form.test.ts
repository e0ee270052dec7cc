import { expect, it } from 'vitest'
import type { Group } from '../../../../protocol/entities.ts'
import { changeOf, groupNameProblem } from './group-form.ts'

const group = { name: 'Tea', purpose: 'Warm drinks', visibility: 'public' } as Group

it('sends only what was changed', () => {
  expect(changeOf(group, { name: 'Tea ', purpose: ' Warm drinks', visibility: 'public' })).toBe(
    null,
  )
  expect(changeOf(group, { name: 'Coffee', purpose: 'Warm drinks', visibility: 'public' })).toEqual(
    {
      name: 'Coffee',
    },
  )
  expect(changeOf(group, { name: 'Tea', purpose: '', visibility: 'private' })).toEqual({
    purpose: '',
    visibility: 'private',
  })
})

it('says what is wrong with a name before it is sent', () => {
  expect(groupNameProblem('Tea')).toBe(null)
  expect(groupNameProblem('  ')?.key).toBe('errors.nameEmpty')
  expect(groupNameProblem('T\u200bea')?.key).toBe('errors.nameInvisible')
  expect(groupNameProblem('x'.repeat(81))).toMatchObject({ blanks: { count: 80 } })
})
