import { composer, findAndOpen, message, register } from './fixtures/at-the-window.ts'
import { goTo } from './fixtures/lists.ts'
import { expect, test } from './fixtures/test.ts'

test('theme, density and language take effect at once and are kept', async ({ person }) => {
  const ann = await person('Ann')
  await register(ann)
  await goTo(ann.page, '/settings/appearance')
  await ann.page.getByRole('radio', { name: 'Dark' }).click()
  await ann.page.getByRole('radio', { name: 'Compact' }).click()
  const root = () => ann.page.locator('html')
  await expect(root()).toHaveAttribute('data-theme', 'dark')
  await expect(root()).toHaveAttribute('data-density', 'compact')
  await goTo(ann.page, '/settings/language')
  await ann.page.getByRole('radio', { name: 'Deutsch' }).click()
  await expect(ann.page.getByRole('heading', { level: 2, name: 'Sprache' })).toBeVisible()

  await ann.reopen()
  await expect(root()).toHaveAttribute('lang', 'de')
  await expect(root()).toHaveAttribute('data-theme', 'dark')
  await expect(root()).toHaveAttribute('data-density', 'compact')
})

test('each section has its own address, and an unknown one shows the first', async ({ person }) => {
  const ann = await person('Ann')
  await register(ann)
  const sections = ann.page.getByRole('navigation', { name: 'Settings' }).getByRole('link')
  await goTo(ann.page, '/settings')
  // Who registers first administers the space, which is a section of its own.
  await expect(sections).toHaveCount(9)
  for (const name of await sections.allInnerTexts()) {
    await sections.filter({ hasText: name }).click()
    await expect(ann.page.getByRole('heading', { level: 2, name: name.trim() })).toBeVisible()
  }
  await goTo(ann.page, '/settings/nothing')
  await expect(ann.page.getByRole('heading', { level: 2, name: 'Profile' })).toBeVisible()
})

test('Enter begins a line where the person chose so', async ({ person }) => {
  const [ann, ben] = await Promise.all([person('Ann'), person('Ben')])
  await Promise.all([register(ann), register(ben)])
  await goTo(ann.page, '/settings/keyboard')
  await ann.page.getByRole('radio', { name: 'A new line begins' }).click()
  await findAndOpen(ann.page, 'Ben')
  await composer(ann.page).pressSequentially('one')
  await composer(ann.page).press('Enter')
  await composer(ann.page).pressSequentially('two')
  await expect(composer(ann.page)).toHaveValue('one\ntwo')
  await composer(ann.page).press('ControlOrMeta+Enter')
  await expect(message(ann.page, 'two')).toBeVisible()
})
