import {
  composer,
  findAndOpen,
  line,
  message,
  messages,
  register,
  write,
} from './fixtures/at-the-window.ts'
import { expect, test } from './fixtures/test.ts'

test('the server is killed while messages are being sent, and all arrive once', async ({
  person,
  space,
}) => {
  const [ann, ben] = await Promise.all([person('Ann'), person('Ben')])
  await Promise.all([register(ann), register(ben)])
  await findAndOpen(ann.page, 'Ben')
  await write(ann.page, 'message 0')
  await line(ben.page, 'Ann').click()
  await expect(message(ben.page, 'message 0')).toBeVisible()

  const killed = Promise.resolve().then(() => space.kill())
  for (let number = 1; number <= 5; number++) await write(ann.page, `message ${number}`)
  await killed
  await write(ann.page, 'message 6')
  await expect(ann.page.getByText(/waiting and will be sent/)).toBeVisible()
  await expect(message(ann.page, 'message 6')).toBeVisible()

  await space.start()
  const all = [0, 1, 2, 3, 4, 5, 6].map((number) => `message ${number}`)
  for (const { page } of [ann, ben]) {
    await expect(message(page, 'message 6')).toBeVisible({ timeout: 45_000 })
    await expect(messages(page)).toHaveCount(all.length)
    await expect(messages(page)).toContainText(all)
  }
  await expect(ann.page.getByText(/waiting and will be sent/)).toHaveCount(0)
})

test('what was written while the space was away survives closing the window', async ({
  person,
  space,
}) => {
  const [ann, ben] = await Promise.all([person('Ann'), person('Ben')])
  await Promise.all([register(ann), register(ben)])
  await findAndOpen(ann.page, 'Ben')
  await write(ann.page, 'before')
  await expect(line(ben.page, 'Ann')).toContainText('before')

  await space.kill()
  await write(ann.page, 'while away')
  await expect(message(ann.page, 'while away')).toBeVisible()
  await composer(ann.page).fill('half a tho')

  await space.start()
  await ann.reopen()
  await expect(line(ben.page, 'Ann')).toContainText('while away', { timeout: 45_000 })
  await line(ann.page, 'Ben').click()
  await expect(messages(ann.page)).toContainText(['before', 'while away'])
  await expect(composer(ann.page)).toHaveValue('half a tho')
})
