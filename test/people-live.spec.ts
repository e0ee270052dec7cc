import { findAndOpen, register } from './fixtures/at-the-window.ts'
import { goTo, openPeople, row, rowOf } from './fixtures/lists.ts'
import { expect, test } from './fixtures/test.ts'

test('whoever is alone is given the address to pass on, and sees the next one come', async ({
  person,
  space,
}) => {
  const ann = await person('Ann')
  await register(ann)
  await openPeople(ann.page)
  await expect(ann.page.getByText('Nobody else is here yet')).toBeVisible()
  await expect(ann.page.getByLabel('Address of this space')).toHaveValue(new URL(space.url).origin)
  await expect(rowOf(ann.page, 'Ann')).toContainText('you')

  const ben = await person('Ben')
  await register(ben)
  await expect(rowOf(ann.page, 'Ben')).toContainText('Online')
  await expect(ann.page.getByText('2 people')).toBeVisible()
  await expect(ann.page.getByText('Nobody else is here yet')).toHaveCount(0)
})

test('everybody sees who comes and goes, and what they are called now', async ({ person }) => {
  const [ann, ben] = await Promise.all([person('Ann'), person('Ben')])
  await Promise.all([register(ann), register(ben)])
  await openPeople(ann.page)
  await expect(rowOf(ann.page, 'Ben')).toContainText('Online')

  await goTo(ben.page, '/settings/profile')
  await ben.page.getByLabel('Display name').fill('Benjamin')
  await ben.page.getByRole('button', { name: 'Save' }).click()
  await expect(rowOf(ann.page, 'Benjamin')).toBeVisible()

  await ben.page.close()
  await expect(rowOf(ann.page, 'Benjamin')).toContainText('Last seen just now')
})

test('the keyboard alone finds somebody and opens the conversation', async ({ person }) => {
  const [ann, ben, bob] = await Promise.all([person('Ann'), person('Ben'), person('Bob')])
  await Promise.all([register(ann), register(ben), register(bob)])
  await openPeople(ann.page)
  await expect(ann.page.getByText('3 people')).toBeVisible()

  const search = ann.page.getByRole('searchbox', { name: 'Search people' })
  await search.fill('b')
  await expect(row(ann.page)).toHaveCount(2)
  await search.press('ArrowDown')
  await expect(rowOf(ann.page, 'Ben')).toBeFocused()
  await ann.page.keyboard.press('ArrowDown')
  await expect(rowOf(ann.page, 'Bob')).toBeFocused()
  await ann.page.keyboard.press('ArrowUp')
  await ann.page.keyboard.press('ArrowUp')
  await expect(search).toBeFocused()

  // Whoever is quicker than the answer gets what they typed, and not what stood there before.
  await search.fill('bob')
  await search.press('Enter')
  await expect(ann.page.getByRole('heading', { level: 1, name: 'Bob' })).toBeVisible()
})

test('a search that finds nobody says so and offers to invite', async ({ person }) => {
  const ann = await person('Ann')
  await register(ann)
  await openPeople(ann.page)
  await ann.page.getByRole('searchbox', { name: 'Search people' }).fill('zzz')
  await expect(ann.page.getByText('Nobody here is called “zzz”')).toBeVisible()
  await ann.page.getByRole('button', { name: 'Invite people' }).last().click()
  const dialog = ann.page.getByRole('dialog', { name: 'Invite people' })
  await dialog.getByRole('button', { name: 'Copy address' }).click()
  await expect(dialog.getByRole('button', { name: 'Copied' })).toBeVisible()
})

test('a profile says who somebody is and leads to the conversation', async ({ person }) => {
  const [ann, ben] = await Promise.all([person('Ann'), person('Ben')])
  await Promise.all([register(ann), register(ben)])
  await openPeople(ann.page)
  await rowOf(ann.page, 'Ben').hover()
  await ann.page.getByRole('button', { name: 'Profile of Ben' }).click()
  const profile = ann.page.getByRole('complementary', { name: 'Profile' })
  await expect(profile.getByRole('heading', { name: 'Ben' })).toBeVisible()
  await expect(profile.getByText('Online')).toBeVisible()
  expect(ann.page.url()).toContain('profile=')
  await profile.getByRole('link', { name: 'Message' }).click()
  await expect(ann.page.getByRole('heading', { level: 1, name: 'Ben' })).toBeVisible()
})

test('a profile stands beside the conversation too', async ({ person }) => {
  const [ann, ben] = await Promise.all([person('Ann'), person('Ben')])
  await Promise.all([register(ann), register(ben)])
  await findAndOpen(ann.page, 'Ben')
  await goTo(ann.page, `${new URL(ann.page.url()).hash.slice(1)}?panel=details`)
  const profile = ann.page.getByRole('complementary', { name: 'Profile' })
  await expect(profile.getByRole('heading', { name: 'Ben' })).toBeVisible()
})
