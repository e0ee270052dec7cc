import { findAndOpen, line, message, register, signIn, write } from './fixtures/at-the-window.ts'
import { expect, test } from './fixtures/test.ts'

test('unread counts and read positions are the same on both devices of a person', async ({
  person,
}) => {
  const [ann, desk, phone] = await Promise.all([person('Ann'), person('Ben'), person('Ben')])
  await Promise.all([register(ann), register(desk)])
  await signIn(phone.page, 'Ben')

  await findAndOpen(ann.page, 'Ben')
  await write(ann.page, 'one')
  await write(ann.page, 'two')
  for (const { page } of [desk, phone]) {
    await expect(line(page, 'Ann')).toContainText('two')
    await expect(line(page, 'Ann')).toContainText('2 unread')
  }

  await line(desk.page, 'Ann').click()
  await desk.page.bringToFront()
  await expect(message(desk.page, 'two')).toBeVisible()
  for (const { page } of [desk, phone]) {
    await expect(line(page, 'Ann')).not.toContainText('unread')
  }
  await expect(message(ann.page, 'two').getByRole('img', { name: 'Read' })).toBeVisible()

  await write(desk.page, 'seen')
  await expect(line(phone.page, 'Ann')).toContainText('You: seen')
  await expect(line(phone.page, 'Ann')).not.toContainText('unread')
})
