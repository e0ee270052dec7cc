import {
  composer,
  findAndOpen,
  line,
  message,
  messages,
  notice,
  register,
  sent,
  write,
} from './fixtures/at-the-window.ts'
import { expect, test } from './fixtures/test.ts'

test('two people register, find each other and talk', async ({ person }) => {
  const [ann, ben] = await Promise.all([person('Ann'), person('Ben')])
  await Promise.all([register(ann), register(ben)])

  await findAndOpen(ann.page, 'Ben')
  await write(ann.page, 'Hello Ben')
  await expect(sent(ann.page, 'Hello Ben')).toBeVisible()

  await expect(line(ben.page, 'Ann')).toContainText('Hello Ben')
  await line(ben.page, 'Ann').click()
  await expect(message(ben.page, 'Hello Ben')).toBeVisible()
  await write(ben.page, 'Hello Ann')

  await expect(message(ann.page, 'Hello Ann')).toBeVisible()
  await expect(messages(ann.page)).toHaveCount(2)
  await expect(messages(ben.page)).toHaveCount(2)
})

test('both write first at the same moment and are in one conversation', async ({ person }) => {
  const [ann, ben] = await Promise.all([person('Ann'), person('Ben')])
  await Promise.all([register(ann), register(ben)])
  await Promise.all([findAndOpen(ann.page, 'Ben'), findAndOpen(ben.page, 'Ann')])
  await Promise.all([write(ann.page, 'first from Ann'), write(ben.page, 'first from Ben')])
  for (const { page } of [ann, ben]) {
    await expect(message(page, 'first from Ann')).toBeVisible()
    await expect(message(page, 'first from Ben')).toBeVisible()
  }
  const order = (page: typeof ann.page) => messages(page).allInnerTexts()
  const last = (texts: string[]) => texts.at(-1)!.includes('from Ann')
  expect(last(await order(ann.page))).toBe(last(await order(ben.page)))
})

test('a group is created, found, joined, written in and left', async ({ person }) => {
  const [ann, ben] = await Promise.all([person('Ann'), person('Ben')])
  await Promise.all([register(ann), register(ben)])

  await ann.page.getByRole('link', { name: 'Browse groups' }).first().click()
  await ann.page
    .getByRole('button', { name: /^Create (the first )?group$/ })
    .first()
    .click()
  const dialog = ann.page.getByRole('dialog')
  await dialog.getByLabel('Name', { exact: true }).fill('Crew')
  await dialog.getByRole('button', { name: 'Create group' }).click()
  await expect(ann.page.getByRole('heading', { level: 1, name: 'Crew' })).toBeVisible()
  await write(ann.page, 'Who is coming?')

  await ben.page.getByRole('link', { name: 'Browse groups' }).first().click()
  await ben.page.getByRole('button', { name: 'Join Crew' }).click()
  await line(ben.page, 'Crew').click()
  await expect(message(ben.page, 'Who is coming?')).toBeVisible()
  await expect(ann.page.getByText(notice('Ben', 'joined'))).toBeVisible()
  await write(ben.page, 'I am')
  await expect(message(ann.page, 'I am')).toBeVisible()

  await line(ben.page, 'Crew').click({ button: 'right' })
  await ben.page.getByRole('menuitem', { name: 'Leave group…' }).click()
  await ben.page.getByRole('alertdialog').getByRole('button', { name: 'Leave' }).click()
  await expect(ann.page.getByText(notice('Ben', 'left'))).toBeVisible()
  await expect(line(ben.page, 'Crew')).toHaveCount(0)
  await expect(composer(ben.page)).toHaveCount(0)
})
