import { expect, test } from '../../fixtures/gallery.ts'

test('a menu opens, moves, finds by a letter and closes by keys, and gives the focus back', async ({
  gallery,
}) => {
  const page = await gallery('only=ButtonSection')
  const opener = page.getByRole('button', { name: 'Open a menu' })
  await opener.focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('menuitem', { name: 'Edit' })).toBeFocused()
  await page.keyboard.press('r')
  await expect(page.getByRole('menuitem', { name: 'Remind me' })).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('menuitem', { name: 'In an hour' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status').getByText('In an hour')).toBeVisible()
  await expect(opener).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toHaveCount(0)
  await expect(opener).toBeFocused()
})

test('a second press on its button closes a menu', async ({ gallery }) => {
  const page = await gallery('only=ButtonSection')
  const opener = page.getByRole('button', { name: 'Open a menu' })
  await opener.click()
  await expect(page.getByRole('menu')).toBeVisible()
  await opener.click()
  await expect(page.getByRole('menu')).toHaveCount(0)
})

test('the menu key opens the context menu at the element that has the focus', async ({
  gallery,
}) => {
  const page = await gallery('only=ButtonSection')
  const target = page.getByText('Right click, or press the menu key')
  await target.focus()
  await page.keyboard.press('Shift+F10')
  await expect(page.getByRole('menuitem', { name: 'Edit' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(target).toBeFocused()
})

test('a dialog takes the focus to its task, keeps it, and gives it back', async ({ gallery }) => {
  const page = await gallery('only=FieldSection')
  const opener = page.getByRole('button', { name: 'Open a dialog' })
  await opener.click()
  const dialog = page.getByRole('dialog', { name: 'Create a group' })
  await expect(dialog.getByLabel('Name')).toBeFocused()
  for (let step = 0; step < 8; step += 1) {
    await page.keyboard.press('Tab')
    await expect(dialog.locator(':focus')).toHaveCount(1)
  }
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(opener).toBeFocused()
})

test('a question has the focus on the harmless answer', async ({ gallery }) => {
  const page = await gallery('only=FieldSection')
  await page.getByRole('button', { name: 'Ask to confirm' }).click()
  await expect(page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' })).toBeFocused()
})

test('a tooltip shows on what the keyboard reaches, and Escape hides it', async ({ gallery }) => {
  const page = await gallery('only=ButtonSection')
  await page.getByRole('button', { name: 'Open a menu' }).focus()
  await page.keyboard.press('Shift+Tab')
  await expect(page.getByRole('tooltip', { name: 'More actions' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('tooltip')).toHaveCount(0)
})

test('F6 goes round the parts of the window, and back to where one was in each', async ({
  gallery,
}) => {
  const page = await gallery('only=FrameScene&panel')
  const part = () =>
    page.evaluate(() =>
      document.activeElement?.closest('[data-region]')?.getAttribute('aria-label'),
    )
  await page.getByRole('button', { name: 'Call' }).focus()
  const seen: (string | null | undefined)[] = []
  for (let step = 0; step < 4; step += 1) {
    await page.keyboard.press('F6')
    seen.push(await part())
  }
  expect(seen).toEqual(['Details', 'Spaces', 'Conversations', 'Conversation'])
  await expect(page.getByRole('button', { name: 'Call' })).toBeFocused()
  await page.keyboard.press('Shift+F6')
  expect(await part()).toBe('Conversations')
})

test('the sidebar is resized by keys, within its bounds, and stays so', async ({ gallery }) => {
  const page = await gallery('only=FrameScene')
  const edge = page.getByRole('separator', { name: 'Width of the sidebar' })
  await edge.focus()
  await page.keyboard.press('ArrowRight')
  await expect(edge).toHaveAttribute('aria-valuenow', '296')
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowRight')
  await expect(edge).toHaveAttribute('aria-valuenow', '360')
  await page.reload()
  await expect(edge).toHaveAttribute('aria-valuenow', '360')
})

test('the quick switcher finds by a few letters and leaves Enter to an input method', async ({
  gallery,
}) => {
  const page = await gallery('only=FrameScene')
  await page.keyboard.press('Control+k')
  const field = page.getByRole('combobox')
  await expect(field).toBeFocused()
  await field.fill('kw')
  const found = page.getByRole('option', { name: 'Ines Kraus-Wolfensberger' })
  await expect(found).toHaveAttribute('aria-selected', 'true')
  await field.dispatchEvent('keydown', { key: 'Enter', isComposing: true })
  await expect(found).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(field).toHaveCount(0)
})
