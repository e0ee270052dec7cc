import { line, message, register, write } from './fixtures/at-the-window.ts'
import { createGroup, groupPanel, openGroups, row, rowOf } from './fixtures/lists.ts'
import { expect, test } from './fixtures/test.ts'

test('a group is created with its first members, who have it at once', async ({ person }) => {
  const [ann, ben] = await Promise.all([person('Ann'), person('Ben')])
  await Promise.all([register(ann), register(ben)])
  await createGroup(ann.page, 'Crew', { purpose: 'Sailing on Sundays', members: ['Ben'] })
  await expect(line(ben.page, 'Crew')).toBeVisible()
  await write(ann.page, 'Welcome aboard')
  await line(ben.page, 'Crew').click()
  await expect(message(ben.page, 'Welcome aboard')).toBeVisible()
})

test('outsiders find public groups by name, see what they are for, and join', async ({
  person,
}) => {
  const [ann, ben] = await Promise.all([person('Ann'), person('Ben')])
  await Promise.all([register(ann), register(ben)])
  await createGroup(ann.page, 'Crew', { purpose: 'Sailing on Sundays' })
  await createGroup(ann.page, 'Board', { invited: true })

  await openGroups(ben.page)
  await expect(rowOf(ben.page, 'Crew')).toContainText('Sailing on Sundays')
  await expect(row(ben.page)).toHaveCount(1)
  const search = ben.page.getByRole('searchbox', { name: 'Search groups' })
  await search.fill('boa')
  await expect(ben.page.getByText('No group is called “boa”')).toBeVisible()
  await search.fill('cr')

  await rowOf(ben.page, 'Crew').click()
  const panel = groupPanel(ben.page)
  await expect(panel.getByText('Sailing on Sundays')).toBeVisible()
  await expect(panel.getByRole('button', { name: /^Ann/ })).toContainText('Owner')
  await panel.getByRole('button', { name: 'Join' }).click()
  await expect(ben.page.getByRole('heading', { level: 1, name: 'Crew' })).toBeVisible()
  await openGroups(ben.page)
  await expect(row(ben.page).filter({ hasText: 'Crew' })).toContainText('Joined')
  await expect(rowOf(ben.page, 'Crew')).toContainText('2 members')
})

test('archived groups are listed only when asked for', async ({ person }) => {
  const ann = await person('Ann')
  await register(ann)
  await createGroup(ann.page, 'Plans of last year')
  await openGroups(ann.page)
  await ann.page.getByRole('button', { name: 'About Plans of last year' }).click()
  await groupPanel(ann.page).getByRole('button', { name: 'More about this group' }).click()
  await ann.page.getByRole('menuitem', { name: 'Archive group' }).click()
  const question = ann.page.getByRole('alertdialog')
  await expect(question).toContainText('Nothing is deleted')
  await question.getByRole('button', { name: 'Archive' }).click()

  await expect(ann.page.getByText('No groups yet')).toBeVisible()
  await ann.page.getByRole('button', { name: 'Archived groups' }).click()
  await expect(rowOf(ann.page, 'Plans of last year')).toBeVisible()
  await groupPanel(ann.page).getByRole('button', { name: 'Restore group' }).click()
  await expect(ann.page.getByText('No archived groups')).toBeVisible()
  await ann.page.getByRole('button', { name: 'Archived groups' }).click()
  await expect(rowOf(ann.page, 'Plans of last year')).toBeVisible()
})

test('a name that cannot be is said before anything is sent', async ({ person }) => {
  const ann = await person('Ann')
  await register(ann)
  await openGroups(ann.page)
  await ann.page.getByRole('button', { name: 'Create the first group' }).click()
  const dialog = ann.page.getByRole('dialog', { name: 'Create a group' })
  const name = dialog.getByLabel('Name', { exact: true })
  await expect(name).toBeFocused()
  await dialog.getByRole('button', { name: 'Create group' }).click()
  await expect(dialog.getByText('Please enter a name.')).toBeVisible()
  await expect(name).toBeFocused()
  await name.fill('Cr\u200bew')
  await expect(dialog.getByText('This name holds invisible characters.')).toBeVisible()
  await name.fill('Crew')
  await name.press('Enter')
  await expect(ann.page.getByRole('heading', { level: 1, name: 'Crew' })).toBeVisible()
})
