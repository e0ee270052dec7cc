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

test('both see a reaction come and go', async ({ person }) => {
  const [ann, ben] = await Promise.all([person('Ann'), person('Ben')])
  await Promise.all([register(ann), register(ben)])
  await findAndOpen(ann.page, 'Ben')
  await write(ann.page, 'Cake at four')
  await line(ben.page, 'Ann').click()

  await message(ben.page, 'Cake at four').hover()
  await ben.page.getByRole('toolbar').getByRole('button', { name: 'React with ❤️' }).click()
  const chip = (page: typeof ann.page) =>
    message(page, 'Cake at four').getByRole('button', { name: /reacted with ❤️/ })
  await expect(chip(ann.page)).toHaveText(/1/)
  await chip(ann.page).click()
  await expect(chip(ben.page)).toHaveText(/2/)
  await chip(ben.page).click()
  await expect(chip(ann.page)).toHaveText(/1/)
  await chip(ann.page).click()
  await expect(chip(ben.page)).toHaveCount(0)
})

test('any emoji can be chosen from the picker, which needs no network but the app’s own', async ({
  person,
  space,
}) => {
  const ann = await person('Ann')
  await register(ann)
  await voice(space.url, 'Ben')
  const { page } = ann
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await findAndOpen(page, 'Ben')
  await page.getByRole('button', { name: 'Emoji' }).click()
  const search = page.getByRole('combobox', { name: 'Search' })
  await search.fill('octopus')
  await page
    .getByRole('option', { name: /octopus/i })
    .first()
    .click()
  await expect(composer(page)).toHaveValue('🐙')
  await expect(composer(page)).toBeFocused()
  await composer(page).press('Enter')
  await expect(message(page, '🐙').getByText('🐙')).toHaveCSS('font-size', '36px')
  const strangers = asked.filter((url) => /^(https?|wss?):/.test(url) && !url.includes('127.0.0.1'))
  expect(strangers).toEqual([])
})

test('a message is deleted for both, after a word of warning', async ({ person }) => {
  const [ann, ben] = await Promise.all([person('Ann'), person('Ben')])
  await Promise.all([register(ann), register(ben)])
  await findAndOpen(ann.page, 'Ben')
  await write(ann.page, 'a slip')
  await line(ben.page, 'Ann').click()
  await expect(message(ben.page, 'a slip')).toBeVisible()

  await message(ann.page, 'a slip').click({ button: 'right' })
  await ann.page.getByRole('menuitem', { name: /Delete/ }).click()
  const dialog = ann.page.getByRole('alertdialog')
  await expect(dialog).toContainText('for everyone')
  await dialog.getByRole('button', { name: 'Delete' }).click()
  for (const { page } of [ann, ben]) {
    await expect(message(page, 'Message deleted')).toBeVisible()
    await expect(message(page, 'a slip')).toHaveCount(0)
  }
  await expect(line(ben.page, 'Ann')).toContainText('Message deleted')
})

test('what the space refuses says why, and can be mended or let go', async ({ person, space }) => {
  const ann = await person('Ann')
  await register(ann)
  const ben = await voice(space.url, 'Ben')
  await findAndOpen(ann.page, 'Ben')
  await write(ann.page, 'hello')
  await expect(sent(ann.page, 'hello')).toBeVisible()
  const own = await ann.page.evaluate(() => location.hash.split('/')[2]!)
  const annId = own.split('.').find((id) => id !== ben.id)!
  const crew = await ben.createGroup('Crew', [annId])
  await line(ann.page, 'Crew').click()
  await expect(ann.page.getByRole('heading', { level: 1, name: 'Crew' })).toBeVisible()
  await expect(ann.page.getByText(/created the group/)).toBeVisible()

  await ann.page.context().setOffline(true)
  ann.page.on('dialog', (dialog) => void dialog.dismiss())
  await space.kill()
  await write(ann.page, 'too late')
  await expect(
    message(ann.page, 'too late').getByRole('img', { name: 'Waiting to be sent' }),
  ).toBeVisible()
  await space.start()
  const again = await voice(space.url, 'Ben')
  await again.rest('PATCH', `/groups/${crew}`, { archived: true })
  await ann.page.context().setOffline(false)

  const failed = message(ann.page, 'too late')
  await expect(failed).toContainText('The group was archived meanwhile', { timeout: 45_000 })
  await expect(failed.getByRole('img', { name: 'Not sent' })).toBeVisible()
  await expect(line(ann.page, 'Crew').getByRole('img', { name: '1 not sent' })).toBeVisible()
  await expect(ann.page.getByText('This group is archived.')).toBeVisible()
  await failed.getByRole('button', { name: 'Discard' }).click()
  await expect(failed).toHaveCount(0)
  await expect(line(ann.page, 'Crew').getByRole('img', { name: '1 not sent' })).toHaveCount(0)
})

test('code is shown with its language and copied as it was written', async ({ person, space }) => {
  const ann = await person('Ann')
  await register(ann)
  const ben = await voice(space.url, 'Ben')
  const { page } = ann
  await findAndOpen(page, 'Ben')
  await write(page, 'show me')
  const conversation = await page.evaluate(() => location.hash.split('/')[2]!)
  await ben.say(conversation, '```ts\nconst a = "<b>"\n```')
  const block = messages(page).locator('figure')
  await expect(block).toContainText('TypeScript')
  await expect(block.locator('.hljs-keyword')).toHaveText('const')
  await block.getByRole('button', { name: 'Copy code' }).click()
  await expect(page.getByText('Copied.')).toBeVisible()
  await composer(page).focus()
  await page.keyboard.press('ControlOrMeta+v')
  await expect(composer(page)).toHaveValue('const a = "<b>"')
})

test('who is typing shows in the header and the list, and passes', async ({ person, space }) => {
  const ann = await person('Ann')
  await register(ann)
  const ben = await voice(space.url, 'Ben')
  const { page } = ann
  await findAndOpen(page, 'Ben')
  await write(page, 'hi')
  const conversation = await page.evaluate(() => location.hash.split('/')[2]!)
  await ben.say(conversation, 'hi')
  await expect(message(page, 'hi').first()).toBeVisible()
  await ben.type(conversation, true)
  await expect(page.getByText(/Ben\W* is typing…/).first()).toBeVisible()
  await expect(line(page, 'Ben')).toContainText('typing…')
  await ben.type(conversation, false)
  await expect(line(page, 'Ben')).not.toContainText('typing…')
})
