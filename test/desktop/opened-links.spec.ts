import type { Page } from '@playwright/test'
import { inviteUri } from '../../protocol/invite-link.ts'
import { line, password, register } from '../fixtures/at-the-window.ts'
import { axeFindings } from '../fixtures/axe-findings.ts'
import { createGroup } from '../fixtures/lists.ts'
import { startSpace, type Space } from '../fixtures/space.ts'
import { type DesktopApp } from '../fixtures/desktop-app.ts'
import { expect, test as base } from '../fixtures/test.ts'

const test = base.extend<{ office: Space }>({
  office: async ({ pageErrors }, use) => {
    pageErrors.allowLostConnections()
    const office = await startSpace(['--tls', 'always', '--space-name', 'Office'])
    await use(office)
    await office.remove()
  },
})

const linkTo = ({ fingerprint, url }: Space): string =>
  inviteUri({
    ...{ name: 'Office', addresses: [new URL(url).host], secret: 'S'.repeat(22) },
    ...{ scheme: 'https', fingerprint: fingerprint as string & typeof fingerprint },
  })

/** As the system does it: the app is started once more, with the link as its argument. */
const open = ({ electron }: DesktopApp, link: string) =>
  electron.evaluate(
    ({ app }, [path, given]) => app.emit('second-instance', {}, [path, given], ''),
    ['parley', link] as const,
  )

const toast = (page: Page) => page.getByRole('region', { name: 'Notices' })
const invited = (page: Page) => page.getByRole('heading', { name: 'You are invited to Office' })
const known = (page: Page) => page.evaluate(() => window.parley!.spaces.list())

test('an opened invite waits for a click, and costs nothing that was half written', async ({
  desktop,
  office,
  space: club,
}) => {
  const app = await desktop()
  const { electron, page } = app
  await page.getByRole('button', { name: 'Join a space' }).click()
  await page.getByLabel('Address, link or words').fill(new URL(club.url).host)
  await page.getByRole('button', { name: 'Go there' }).click()
  await page.getByRole('button', { name: 'Go in' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Ann')
  await page.getByLabel('Password', { exact: true }).fill(password)
  const visible = await electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]!.hide()
    return BrowserWindow.getAllWindows()[0]!.isVisible()
  })
  expect(visible).toBe(false)
  await open(app, linkTo(office))
  await expect(invited(page)).toBeVisible()
  expect(
    await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.isVisible()),
  ).toBe(true)
  expect(await axeFindings(page)).toEqual([])
  expect(await known(page)).toHaveLength(1)

  await page.getByRole('button', { name: 'Not now' }).click()
  await expect(invited(page)).toBeHidden()
  await page.getByRole('button', { name: 'Back' }).click()
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Ann')
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue(password)

  await open(app, linkTo(office))
  await page
    .getByRole('region', { name: 'You are invited to Office' })
    .getByRole('button', { name: 'Go there' })
    .click()
  await expect(page.getByRole('heading', { name: 'Join Office' })).toBeVisible()
  await register({ page, name: 'Ann' })
})

test('an opened invite leads to a space in which one is at home, and says so', async ({
  desktop,
  office,
}) => {
  const app = await desktop()
  const { page } = app
  await open(app, linkTo(office))
  await page
    .getByRole('region', { name: 'You are invited to Office' })
    .getByRole('button', { name: 'Go there' })
    .click()
  await register({ page, name: 'Ann' })
  await createGroup(page, 'Boats')
  await page.getByRole('button', { name: 'Settings' }).click()
  await open(app, linkTo(office))
  await expect(toast(page)).toContainText('You are in Office already')
  await expect(line(page, 'Boats')).toBeVisible()
})

test('what is no invite is refused in words, and changes nothing', async ({ desktop, office }) => {
  const app = await desktop()
  const { page } = app
  const link = linkTo(office)
  await open(app, `${link}&x=${'y'.repeat(3_000)}`)
  await expect(toast(page)).toContainText('far too long')
  await open(app, `${link}\u202e`)
  await expect(toast(page)).toContainText('characters that nobody can see')
  await open(app, 'parley://leave?v=1')
  await expect(toast(page)).toContainText('no invite that Parley can read')
  await expect(page.getByRole('button', { name: 'Join a space' })).toBeVisible()
  expect(await known(page)).toEqual([])
})

test('the app may be started by a link', async ({ desktop, office }) => {
  const { page } = await desktop({}, [linkTo(office)])
  await expect(invited(page)).toBeVisible()
})
