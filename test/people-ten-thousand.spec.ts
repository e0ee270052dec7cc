import { openSqliteStorage } from '../server/storage/sqlite/sqlite-storage.ts'
import { register } from './fixtures/at-the-window.ts'
import { openPeople, row, rowOf } from './fixtures/lists.ts'
import type { Space } from './fixtures/space.ts'
import { expect, test } from './fixtures/test.ts'

const COUNT = 10_000
const nameOf = (index: number) => `Person ${String(index).padStart(5, '0')}`

/** Puts people into a space's database, while its server is away. */
async function settle(space: Space): Promise<void> {
  await space.stop()
  const storage = await openSqliteStorage({ folder: space.data })
  const person = (index: number) =>
    storage.people.create({
      id: `person-${index}`,
      name: nameOf(index),
      foldedName: nameOf(index).toLowerCase(),
      displayName: nameOf(index),
      passwordHash: 'nobody signs in with this',
      createdAt: 1_700_000_000_000,
    })
  await Promise.all(Array.from({ length: COUNT }, (_, index) => person(index)))
  await storage.upkeep.close()
  await space.start()
}

test('ten thousand people are scrolled and searched as a few are', async ({ space, person }) => {
  await settle(space)
  const ann = await person('Ann')
  await register(ann)
  const { page } = ann
  await openPeople(page)
  await expect(page.getByText('10,001 people')).toBeVisible()
  await expect(rowOf(page, nameOf(0))).toBeVisible()
  expect(await row(page).count()).toBeLessThan(60)

  const search = page.getByRole('searchbox', { name: 'Search people' })
  await search.fill('04242')
  await expect(page.getByText('1 match', { exact: true })).toBeVisible()
  await expect(rowOf(page, nameOf(4242))).toBeVisible()
  await search.fill('')
  await expect(rowOf(page, 'Ann')).toBeVisible()

  await search.press('ArrowDown')
  await page.keyboard.press('End')
  await expect(rowOf(page, nameOf(COUNT - 1))).toBeFocused()
  expect(await row(page).count()).toBeLessThan(60)
  await page.keyboard.press('PageUp')
  await page.keyboard.press('Home')
  await expect(rowOf(page, 'Ann')).toBeFocused()
})
