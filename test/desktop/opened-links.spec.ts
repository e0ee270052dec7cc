import { execFile } from 'node:child_process'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import { inviteUri } from '../../protocol/invite-link.ts'
import { line, password, register } from '../fixtures/at-the-window.ts'
import { axeFindings } from '../fixtures/axe-findings.ts'
import { createGroup, goTo } from '../fixtures/lists.ts'
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

const server = resolve(import.meta.dirname, '../../server/main.ts')

/** What whoever runs the space passes on. @param note what the invite is for */
async function inviteTo({ data }: Space, note: string): Promise<{ link: string; words: string }> {
  const args = [server, 'invite', '--note', note, '--uses', '5', '--data', data]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  const [, link = ''] = /For the app\s+(\S+)/.exec(stdout)!
  const [, words = ''] = /In words\s+([a-z ]+?)\s+\(/.exec(stdout)!
  return { link, words }
}

/** As if years had passed for one invite, and another had been withdrawn long ago. */
async function endInvites(space: Space, expired: string, withdrawn: string): Promise<void> {
  await space.stop()
  const database = new DatabaseSync(join(space.data, 'parley.db'))
  const end = (column: string, note: string) =>
    database.prepare(`UPDATE invite SET ${column} = 1 WHERE note = ?`).run(note)
  expect(end('expires_at', expired).changes).toBe(1)
  expect(end('revoked_at', withdrawn).changes).toBe(1)
  database.close()
  await space.start()
}

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

test('an invite that is over is said to be, typed or opened, and another one leads in from there', async ({
  desktop,
  pageErrors,
}) => {
  pageErrors.allowLostConnections()
  pageErrors.allow(/status of 403/)
  const club = await startSpace([
    ...['--tls', 'always', '--space-name', 'Club', '--registration', 'invite'],
  ])
  try {
    const old = await inviteTo(club, 'old')
    const back = await inviteTo(club, 'taken back')
    const good = await inviteTo(club, 'good')
    await endInvites(club, 'old', 'taken back')
    const app = await desktop()
    const { page } = app
    const join = async () => {
      await page.getByLabel('Name', { exact: true }).fill('Ann')
      await page.getByLabel('Password', { exact: true }).fill(password)
      await page.getByRole('button', { name: 'Join', exact: true }).click()
    }
    await page.getByRole('button', { name: 'Join a space' }).click()
    await page.getByLabel('Address, link or words').fill(old.link)
    await page.getByRole('button', { name: 'Go there' }).click()
    await expect(page.getByText('You are invited.', { exact: false })).toBeVisible()
    await join()
    const field = page.getByLabel('Invite', { exact: true })
    const said = page.getByText('This invite has expired. Please ask for another.')
    await expect(said).toBeVisible()
    await expect(page.getByText('This space is by invitation.', { exact: false })).toBeVisible()
    await expect(field).toBeFocused()
    for (const theme of ['dark', 'light'] as const) {
      await page.evaluate((chosen) => window.parley!.settings.set({ theme: chosen }), theme)
      await expect(page.locator('html')).toHaveCSS('color-scheme', theme)
      expect(await axeFindings(page)).toEqual([])
    }

    await open(app, back.link)
    await expect(page.getByText('You are invited.', { exact: false })).toBeVisible()
    await expect(field).toBeHidden()
    await join()
    await expect(
      page.getByText('This invite was taken back. Please ask for another.'),
    ).toBeVisible()

    await field.fill(good.words)
    await page.getByRole('button', { name: 'Join', exact: true }).click()
    await expect(page.getByRole('link', { name: 'Find people' }).first()).toBeVisible()

    await test.step('who signed out and is invited again is still called what they were', async () => {
      await goTo(page, '/settings/account')
      await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click()
      await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out' }).click()
      await expect(page.getByRole('heading', { name: 'Sign in to Club' })).toBeVisible()
      await open(app, good.link)
      await expect(page.getByRole('heading', { name: 'Join Club' })).toBeVisible()
      await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Ann')
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Ann')
    })
  } finally {
    await club.remove()
  }
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
