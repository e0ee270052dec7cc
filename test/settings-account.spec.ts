import { findAndOpen, password, register, signIn, write } from './fixtures/at-the-window.ts'
import { goTo } from './fixtures/lists.ts'
import { expect, test } from './fixtures/test.ts'

test('a device that is signed out from another one is told so at once', async ({ person }) => {
  const [desk, phone] = await Promise.all([person('Ann'), person('Ann')])
  await register(desk)
  await signIn(phone.page, 'Ann')

  await goTo(desk.page, '/settings/devices')
  const devices = desk.page.getByRole('list', { name: 'Your devices' }).getByRole('listitem')
  await expect(devices).toHaveCount(2)
  await expect(devices.first()).toContainText('This device')
  await devices.last().getByRole('button').press('Enter')
  await desk.page.getByRole('alertdialog').getByRole('button', { name: 'Sign out' }).press('Enter')
  await expect(devices).toHaveCount(1)
  await expect(desk.page.locator('section', { has: devices }).last()).toBeFocused()
  await expect(desk.page.getByText('You are signed in on this device alone.')).toBeVisible()

  await expect(phone.page.getByText('You were signed out on this device.')).toBeVisible()
})

test('a password is changed with the old one alone, and signs the other devices out', async ({
  person,
  pageErrors,
}) => {
  const [desk, phone] = await Promise.all([person('Ann'), person('Ann')])
  await register(desk)
  await signIn(phone.page, 'Ann')

  await goTo(desk.page, '/settings/account')
  const current = desk.page.getByLabel('Current password', { exact: true })
  const next = desk.page.getByLabel('New password', { exact: true })
  const change = desk.page.getByRole('button', { name: 'Change password' })
  await current.fill('not my password')
  await next.fill('short')
  await change.click()
  await expect(desk.page.getByText('A password needs at least 8 characters.')).toBeVisible()
  await expect(next).toBeFocused()

  await next.fill('a much longer one')
  pageErrors.allow(/status of 401/)
  await change.click()
  await expect(desk.page.getByText('That is not your current password.')).toBeVisible()
  await expect(current).toBeFocused()
  await expect(next).toHaveValue('a much longer one')

  await current.fill(password)
  await change.click()
  await expect(desk.page.getByText('All your other devices were signed out.')).toBeVisible()
  await expect(phone.page.getByText('You were signed out on this device.')).toBeVisible()
})

test('signing out says how many messages would be lost', async ({ person, space }) => {
  const [ann, ben] = await Promise.all([person('Ann'), person('Ben')])
  await Promise.all([register(ann), register(ben)])
  await findAndOpen(ann.page, 'Ben')
  await space.kill()
  await write(ann.page, 'one')
  await write(ann.page, 'two')
  await goTo(ann.page, '/settings/account')
  await expect(ann.page.getByRole('main')).toContainText(
    '2 messages on this device are not sent yet and would be lost.',
  )
  await ann.page.getByRole('main').getByRole('button', { name: 'Sign out' }).click()
  await expect(ann.page.getByRole('alertdialog')).toContainText('2')
  await ann.page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click()
})
