import { expect, test } from './fixtures/test.ts'

test('two people arrive at the same space, each at a device of their own', async ({ person }) => {
  const [ann, ben] = await Promise.all([person('Ann'), person('Ben')])
  for (const { page } of [ann, ben]) {
    await expect(page.getByRole('heading').first()).toBeVisible()
  }
  await ann.page.evaluate(() => localStorage.setItem('whose', 'Ann'))
  expect(await ben.page.evaluate(() => localStorage.getItem('whose'))).toBeNull()
  await ann.reopen()
  expect(await ann.page.evaluate(() => localStorage.getItem('whose'))).toBe('Ann')
})
