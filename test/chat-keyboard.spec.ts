import {
  composer,
  findAndOpen,
  line,
  message,
  messages,
  register,
  sent,
  write,
} from './fixtures/at-the-window.ts'
import { expect, test } from './fixtures/test.ts'
import { voice } from './fixtures/voice.ts'

test('arrows go from message to message, and letters do what the toolbar does', async ({
  person,
  space,
}) => {
  const ann = await person('Ann')
  await register(ann)
  const ben = await voice(space.url, 'Ben')
  const { page } = ann
  await findAndOpen(page, 'Ben')
  await write(page, 'mine')
  await expect(sent(page, 'mine')).toBeVisible()
  const conversation = await page.evaluate(() => location.hash.split('/')[2]!)
  await ben.sayAll(conversation, ['theirs', 'the last'])
  await expect(message(page, 'the last')).toBeVisible()

  await page.getByRole('log').focus()
  await page.keyboard.press('ArrowUp')
  await expect(message(page, 'the last')).toBeFocused()
  await expect(page.getByRole('toolbar')).toBeVisible()
  await page.keyboard.press('ArrowUp')
  await expect(message(page, 'theirs')).toBeFocused()
  await page.keyboard.press('r')
  await expect(page.getByText(/Replying to \W*Ben/)).toBeVisible()
  await expect(composer(page)).toBeFocused()
  await composer(page).press('Escape')
  await expect(page.getByText(/Replying to/)).toHaveCount(0)

  await message(page, 'mine').focus()
  await page.keyboard.press('e')
  await expect(composer(page)).toHaveValue('mine')
  await composer(page).press('Escape')
  await message(page, 'mine').focus()
  await page.keyboard.press('Delete')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click()
  await message(page, 'mine').focus()
  await page.keyboard.press('Shift+F10')
  await expect(page.getByRole('menuitem', { name: /Reply/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await message(page, 'mine').focus()
  await page.keyboard.press('Escape')
  await expect(composer(page)).toBeFocused()
})

test('the list is gone through by arrows and first letters, and F6 reaches it', async ({
  person,
  space,
}) => {
  const ann = await person('Ann')
  await register(ann)
  const { page } = ann
  for (const name of ['Ben', 'Bob', 'Cleo']) {
    await voice(space.url, name)
    await findAndOpen(page, name)
    await write(page, `hello ${name}`)
    await expect(line(page, name)).toContainText('You: hello')
    await expect(sent(page, `hello ${name}`)).toBeVisible()
  }
  await line(page, 'Cleo').focus()
  await page.keyboard.press('ArrowDown')
  await expect(line(page, 'Bob')).toBeFocused()
  await page.keyboard.press('End')
  await expect(line(page, 'Ben')).toBeFocused()
  await page.keyboard.press('Home')
  await expect(line(page, 'Cleo')).toBeFocused()
  await page.keyboard.press('b')
  await expect(line(page, 'Bob')).toBeFocused()
  await page.keyboard.press('b')
  await expect(line(page, 'Ben')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Ben' })).toBeVisible()
  await expect(composer(page)).toBeFocused()

  await page.keyboard.press('Alt+ArrowUp')
  await expect(page.getByRole('heading', { level: 1, name: 'Bob' })).toBeVisible()
  await expect(composer(page)).toBeFocused()
  await page.keyboard.press('Shift+F6')
  await expect(page.locator('[data-region="sidebar"]')).toContainText('Bob')
  expect(
    await page.evaluate(() =>
      document.activeElement?.closest('[data-region]')?.getAttribute('data-region'),
    ),
  ).toBe('sidebar')
  await page.keyboard.press('F6')
  expect(
    await page.evaluate(() =>
      document.activeElement?.closest('[data-region]')?.getAttribute('data-region'),
    ),
  ).toBe('main')
})

test('the switcher jumps to conversations, people and groups', async ({ person, space }) => {
  const ann = await person('Ann')
  await register(ann)
  const { page } = ann
  const ben = await voice(space.url, 'Ben')
  await voice(space.url, 'Cleopatra')
  await ben.createGroup('Sailing club', [])
  await findAndOpen(page, 'Ben')
  await write(page, 'hi')

  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('cleo')
  await page.getByRole('option', { name: /Cleopatra/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Cleopatra' })).toBeVisible()
  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('sail')
  await expect(page.getByRole('option', { name: /Sailing club/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('option', { name: /Ben/ }).first().click()
  await expect(messages(page)).toHaveCount(1)
})
