import type { Page } from '@playwright/test'
import type { DesktopApp } from '../fixtures/desktop-app.ts'
import { register } from '../fixtures/at-the-window.ts'
import { axeFindings } from '../fixtures/axe-findings.ts'
import { startSpace, type Space } from '../fixtures/space.ts'
import { expect, test as base } from '../fixtures/test.ts'

const test = base.extend<{ office: Space; app: DesktopApp; desk: Page }>({
  office: async ({ pageErrors }, use) => {
    pageErrors.allowLostConnections()
    const office = await startSpace(['--tls', 'always', '--space-name', 'Office'])
    await use(office)
    await office.remove()
  },

  /** The app at its first start, at the network check that it leads to from where it finds nobody. */
  app: async ({ desktop }, use) => use(await desktop()),
  desk: async ({ app: { page } }, use) => {
    await page.getByRole('button', { name: 'Join a space' }).click()
    await page.getByRole('link', { name: 'Check the network' }).click()
    await expect(page.getByRole('heading', { name: 'Check the network' })).toBeVisible()
    await use(page)
  },
})

const findings = (page: Page) => page.getByRole('list', { name: 'Check the network' })
const checked = (page: Page) => page.getByRole('status').filter({ hasText: /^Checked: / })

async function check(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Check (now|again)$/ }).click()
  await expect(checked(page)).toBeVisible()
}

test('the network is looked at when a person asks for it, and what was found can be copied', async ({
  app: { electron },
  desk: page,
}) => {
  await expect(findings(page)).toBeHidden()
  expect(await axeFindings(page)).toEqual([])
  await check(page)
  // Tests are kept off the network.
  const off = findings(page).getByRole('listitem').filter({ hasText: 'Looking for spaces' })
  await expect(off).toContainText('Not known')
  await expect(off).toContainText('What to do: Join by address or invite')
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'Copy as text' }).click()
  await expect(page.getByText('Copied')).toBeVisible()
  const copied = await electron.evaluate(({ clipboard }) => clipboard.readText())
  expect(copied).toMatch(/^Not known +Looking for spaces is switched off\.$/m)
  await page.getByRole('button', { name: 'Back' }).click()
  await expect(page.getByRole('heading', { name: 'Join a space' })).toBeVisible()
})

test('each space that is known is tried, and whether it shows its key', async ({
  desk: page,
  office,
}) => {
  const add = (fingerprint: string) =>
    page.evaluate((space) => window.parley!.spaces.add(space), {
      name: 'Office',
      url: office.url,
      fingerprint,
    })
  await add(office.fingerprint!)
  await check(page)
  const host = new URL(office.url).host
  await expect(findings(page)).toContainText(`Office answers at ${host}`)
  await expect(findings(page)).toContainText('Office shows the key that it is known by.')
  await office.stop()
  await check(page)
  const stopped = findings(page).getByRole('listitem').first()
  await expect(stopped).toContainText('Problem')
  await expect(stopped).toContainText(`The computer at ${host} answers, but Office does not run`)
})

test('it is one click away where a space cannot be reached, and from the settings', async ({
  app: { page },
  office,
}) => {
  await page.getByRole('button', { name: 'Join a space' }).click()
  await page.getByLabel('Address, link or words').fill(new URL(office.url).host)
  await page.getByRole('button', { name: 'Go there' }).click()
  await page.getByRole('button', { name: 'Go in' }).click()
  await register({ page, name: 'Ann' })
  await page.evaluate(() => (location.hash = '/settings/about'))
  await page.getByRole('link', { name: 'Check the network' }).click()
  await expect(page.getByRole('heading', { name: 'Check the network' })).toBeVisible()
  await page.getByRole('button', { name: 'Back' }).click()
  await page.evaluate(() => (location.hash = '/'))
  await office.stop()
  await page.getByRole('link', { name: 'Check the network' }).click()
  await check(page)
  await expect(findings(page).getByRole('listitem').first()).toContainText('Problem')
})
