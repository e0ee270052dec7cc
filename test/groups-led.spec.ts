import { composer, line, register } from './fixtures/at-the-window.ts'
import {
  createGroup,
  groupPanel,
  memberOf,
  openGroup,
  pick,
  withGroup,
  withMember,
} from './fixtures/lists.ts'
import { expect, test } from './fixtures/test.ts'

test('people are added and removed, and everybody in the group sees it happen', async ({
  person,
}) => {
  const [ann, ben, cleo] = await Promise.all([person('Ann'), person('Ben'), person('Cleo')])
  await Promise.all([register(ann), register(ben), register(cleo)])
  await createGroup(ann.page, 'Board', { invited: true, members: ['Ben'] })
  await openGroup(ann.page, 'Board')
  await openGroup(ben.page, 'Board')
  await expect(groupPanel(ben.page).getByRole('button', { name: 'Add people' })).toHaveCount(0)

  await groupPanel(ann.page).getByRole('button', { name: 'Add people' }).click()
  const dialog = ann.page.getByRole('dialog', { name: 'Add people to Board' })
  await expect(
    dialog.getByRole('button', { name: /^Ben / }).getByText('Already in the group'),
  ).toBeVisible()
  await pick(dialog, 'Cleo')
  await dialog.getByRole('button', { name: 'Add 1 person' }).click()

  for (const { page } of [ann, ben]) {
    await expect(memberOf(page, 'Cleo')).toBeVisible()
    await expect(groupPanel(page).getByText('3 members')).toBeVisible()
  }
  await line(cleo.page, 'Board').click()
  await expect(composer(cleo.page)).toBeVisible()

  await withMember(ann.page, 'Cleo', 'Remove from group…')
  const question = ann.page.getByRole('alertdialog', { name: 'Remove Cleo from Board?' })
  await question.getByRole('button', { name: 'Remove' }).click()
  for (const { page } of [ann, ben]) await expect(memberOf(page, 'Cleo')).toHaveCount(0)
  const focused = groupPanel(ann.page).locator(':focus')
  await expect(focused).toHaveCount(1)
  await memberOf(ann.page, 'Ben').press('Enter')
  await expect(groupPanel(ann.page).getByRole('button', { name: 'Back' })).toBeFocused()
  await ann.page.keyboard.press('Enter')
  await expect(memberOf(ann.page, 'Ben')).toBeVisible()
  await expect(focused).toHaveCount(1)
  await expect(line(cleo.page, 'Board')).toHaveCount(0)
  await expect(cleo.page.getByText('You are no longer in this conversation')).toBeVisible()
  await expect(cleo.page.getByText('There is nothing to read here for you')).toBeVisible()
  await expect(cleo.page.getByRole('heading', { level: 1, name: 'Board' })).toBeVisible()
  await expect(composer(cleo.page)).toHaveCount(0)
})

test('an admin is offered what an admin may do, from the moment they are one', async ({
  person,
}) => {
  const [ann, ben] = await Promise.all([person('Ann'), person('Ben')])
  await Promise.all([register(ann), register(ben)])
  await createGroup(ann.page, 'Board', { invited: true, members: ['Ben'] })
  await openGroup(ann.page, 'Board')
  await openGroup(ben.page, 'Board')

  await withMember(ann.page, 'Ben', 'Make admin')
  await expect(memberOf(ann.page, 'Ben')).toContainText('Admin')
  await expect(memberOf(ben.page, 'Ben')).toContainText('Admin')
  await expect(groupPanel(ben.page).getByRole('button', { name: 'Add people' })).toBeVisible()

  await withGroup(ben.page, 'Edit group')
  const dialog = ben.page.getByRole('dialog', { name: 'Edit group' })
  await expect(dialog.getByRole('textbox').first()).toBeFocused()
  await ben.page.keyboard.press('Escape')
  await expect(ben.page.getByRole('button', { name: 'More about this group' })).toBeFocused()
  await withGroup(ben.page, 'Edit group')
  await dialog.getByLabel('Name', { exact: true }).fill('Board of the club')
  await dialog.getByLabel('What it is for').fill('Money and rooms')
  await dialog.getByRole('radio', { name: 'Public' }).click()
  await dialog.getByRole('button', { name: 'Save' }).click()

  const panel = groupPanel(ann.page)
  await expect(panel.getByRole('heading', { name: 'Board of the club' })).toBeVisible()
  await expect(panel.getByText('Money and rooms')).toBeVisible()
  await expect(panel.getByText('Public')).toBeVisible()
  await expect(line(ann.page, 'Board of the club')).toBeVisible()
})

test('ownership is handed on, and the giver is an admin then', async ({ person }) => {
  const [ann, ben] = await Promise.all([person('Ann'), person('Ben')])
  await Promise.all([register(ann), register(ben)])
  await createGroup(ann.page, 'Crew', { members: ['Ben'] })
  await openGroup(ann.page, 'Crew')

  await withMember(ann.page, 'Ben', 'Hand ownership on…')
  const question = ann.page.getByRole('alertdialog', { name: 'Make Ben the owner?' })
  await expect(question).toContainText('You become an admin')
  await question.getByRole('button', { name: 'Hand ownership on' }).click()
  await expect(memberOf(ann.page, 'Ben')).toContainText('Owner')
  await expect(memberOf(ann.page, 'Ann')).toContainText('Admin')

  await openGroup(ben.page, 'Crew')
  await expect(memberOf(ben.page, 'Ben')).toContainText('Owner')
  await groupPanel(ben.page).getByRole('button', { name: 'More about this group' }).click()
  await expect(ben.page.getByRole('menuitem', { name: 'Archive group' })).toBeVisible()
})

test('an owner who leaves is told who follows, and so it happens', async ({ person }) => {
  const [ann, ben, cleo] = await Promise.all([person('Ann'), person('Ben'), person('Cleo')])
  await Promise.all([register(ann), register(ben), register(cleo)])
  await createGroup(ann.page, 'Crew', { members: ['Ben', 'Cleo'] })
  await openGroup(ann.page, 'Crew')
  await withMember(ann.page, 'Cleo', 'Make admin')
  await expect(memberOf(ann.page, 'Cleo')).toContainText('Admin')

  await withGroup(ann.page, 'Leave group')
  const question = ann.page.getByRole('alertdialog', { name: 'Leave Crew?' })
  await expect(question).toContainText('Cleo, who has been an admin the longest, becomes its owner')
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await question.getByRole('button', { name: 'Leave' }).click()
  await expect(line(ann.page, 'Crew')).toHaveCount(0)

  await openGroup(ben.page, 'Crew')
  await expect(memberOf(ben.page, 'Cleo')).toContainText('Owner')
  await expect(memberOf(ben.page, 'Ann')).toHaveCount(0)
})

test('the last one who leaves is told that the group is archived by it', async ({
  person,
  pageErrors,
}) => {
  const ann = await person('Ann')
  await register(ann)
  await createGroup(ann.page, 'Diary')
  await openGroup(ann.page, 'Diary')
  await withGroup(ann.page, 'Leave group')
  const question = ann.page.getByRole('alertdialog', { name: 'Leave Diary?' })
  await expect(question).toContainText('You are the last one in it: the group is archived')
  // The panel asks whether the group can still be seen from outside, and it cannot.
  pageErrors.allow(/status of 404/)
  await question.getByRole('button', { name: 'Leave' }).click()
  await expect(line(ann.page, 'Diary')).toHaveCount(0)
})
