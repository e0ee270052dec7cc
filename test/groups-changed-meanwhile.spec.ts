import { line, register } from './fixtures/at-the-window.ts'
import {
  createGroup,
  groupPanel,
  openGroup,
  openGroups,
  rowOf,
  withGroup,
  withMember,
} from './fixtures/lists.ts'
import { expect, test } from './fixtures/test.ts'

test('joining a group that was archived meanwhile says so', async ({ person, pageErrors }) => {
  const [ann, ben] = await Promise.all([person('Ann'), person('Ben')])
  await Promise.all([register(ann), register(ben)])
  await createGroup(ann.page, 'Crew')
  await openGroups(ben.page)
  await expect(rowOf(ben.page, 'Crew')).toBeVisible()

  await openGroups(ann.page)
  await ann.page.getByRole('button', { name: 'About Crew' }).click()
  await withGroup(ann.page, 'Archive group')
  await ann.page.getByRole('alertdialog').getByRole('button', { name: 'Archive' }).click()
  await expect(groupPanel(ann.page).getByText('This group was archived')).toBeVisible()

  pageErrors.allow(/status of 409/)
  await ben.page.getByRole('button', { name: 'Join Crew' }).click()
  await expect(ben.page.getByRole('main').getByRole('alert')).toContainText(
    'This group was archived',
  )
  await expect(rowOf(ben.page, 'Crew')).toHaveCount(0)
})

test('who is removed while looking at a closed group is told what happened', async ({
  person,
  pageErrors,
}) => {
  const [ann, ben] = await Promise.all([person('Ann'), person('Ben')])
  await Promise.all([register(ann), register(ben)])
  await createGroup(ann.page, 'Board', { invited: true, members: ['Ben'] })
  await openGroup(ann.page, 'Board')

  await openGroups(ben.page)
  await ben.page.getByRole('button', { name: 'About Board' }).click()
  await expect(groupPanel(ben.page).getByRole('heading', { name: 'Board' })).toBeVisible()

  pageErrors.allow(/status of 404/)
  await withMember(ann.page, 'Ben', 'Remove from group…')
  await ann.page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await expect(groupPanel(ben.page)).toContainText('This group is not there for you')
  await expect(groupPanel(ben.page)).toContainText('Ask somebody in it to add you')
  await expect(rowOf(ben.page, 'Board')).toHaveCount(0)
  await expect(line(ben.page, 'Board')).toHaveCount(0)
})

test('an archived group can be read, and offers its owner to restore it', async ({ person }) => {
  const [ann, ben] = await Promise.all([person('Ann'), person('Ben')])
  await Promise.all([register(ann), register(ben)])
  await createGroup(ann.page, 'Crew', { members: ['Ben'] })
  await openGroup(ben.page, 'Crew')
  await openGroup(ann.page, 'Crew')
  await withGroup(ann.page, 'Archive group')
  await ann.page.getByRole('alertdialog').getByRole('button', { name: 'Archive' }).click()

  await expect(groupPanel(ben.page)).toContainText('Its owner can restore it')
  await expect(groupPanel(ben.page).getByRole('button', { name: 'Add people' })).toHaveCount(0)
  await groupPanel(ann.page).getByRole('button', { name: 'Restore group' }).click()
  await expect(groupPanel(ben.page).getByRole('button', { name: 'Add people' })).toBeVisible()
})
