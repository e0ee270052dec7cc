import { cp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { Locator, Page } from '@playwright/test'
import { fingerprintGroups } from '../../protocol/fingerprint.ts'
import { inviteUri } from '../../protocol/invite-link.ts'
import { host, line, message, register, sent, write } from '../fixtures/at-the-window.ts'
import { axeFindings } from '../fixtures/axe-findings.ts'
import { createGroup } from '../fixtures/lists.ts'
import { startSpace, type Space } from '../fixtures/space.ts'
import { expect, test as base } from '../fixtures/test.ts'

const test = base.extend<{ office: Space; desk: Page }>({
  /** A space that speaks TLS with a key of its own, as one beyond this machine does. */
  office: async ({ pageErrors }, use) => {
    pageErrors.allowLostConnections()
    const office = await startSpace(['--tls', 'always', '--space-name', 'Office'])
    await use(office)
    await office.remove()
  },

  /** The app at its first start, where it looks for a space to join. */
  desk: async ({ desktop }, use) => {
    const { page } = await desktop()
    await page.getByRole('button', { name: 'Join a space' }).click()
    await expect(page.getByRole('heading', { name: 'Join a space' })).toBeVisible()
    await use(page)
  },
})

const trouble = (page: Page): Locator => page.getByRole('main').getByRole('alert')
const hostOf = ({ url }: Space): string => new URL(url).host
const otherKey = `${'B'.repeat(42)}A`

async function goTo(page: Page, where: string): Promise<void> {
  await page.getByLabel('Address, link or words').fill(where)
  await page.getByRole('button', { name: 'Go there' }).click()
}

function linkTo({ fingerprint, url }: Space, key = fingerprint): string {
  const addresses = ['127.0.0.1:1', new URL(url).host]
  const link = { name: 'Office', addresses, secret: null, scheme: 'https' } as const
  return inviteUri({ ...link, fingerprint: key as typeof fingerprint & string })
}

test('a typed address says which key it has, and is a space beside the own one from then on', async ({
  desktop,
  office,
}) => {
  const { page } = await desktop()
  await host(page, 'Home')
  await page.getByRole('button', { name: 'Join another space' }).click()
  await goTo(page, hostOf(office))
  await expect(page.getByRole('heading', { name: 'Office' })).toBeVisible()
  const key = fingerprintGroups(office.fingerprint!).join(' ')
  await expect(page.getByRole('figure', { name: 'The key it shows' })).toContainText(key)
  await page.getByRole('button', { name: 'Go in' }).click()
  await register({ page, name: 'Ann' })
  await createGroup(page, 'Boats')
  await write(page, 'a note to myself')
  await expect(sent(page, 'a note to myself')).toBeVisible()
  const known = await page.evaluate(() => window.parley!.spaces.list())
  expect(known).toMatchObject([
    { id: 'own', hosted: true },
    { name: 'Office', url: office.url, fingerprint: office.fingerprint },
  ])

  const rail = page.getByRole('navigation', { name: 'Spaces' })
  await rail.getByRole('button', { name: known[0]!.name }).click()
  await expect(page.getByRole('heading', { name: known[0]!.name })).toBeVisible()
  await page.getByRole('button', { name: 'Choose another space' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Office' }).click()
  await line(page, 'Boats').click()
  await expect(message(page, 'a note to myself')).toBeVisible()
})

test('the link of an invite leads in without a question, by whichever address answers', async ({
  desk: page,
  office,
}) => {
  await goTo(page, linkTo(office))
  await expect(page.getByRole('heading', { name: 'Join Office' })).toBeVisible()
  await register({ page, name: 'Ann' })
})

test('whoever has another key than the link tells is not gone to', async ({
  desk: page,
  office,
}) => {
  await goTo(page, linkTo(office, otherKey))
  await expect(trouble(page)).toContainText('has another key')
  expect(await page.evaluate(() => window.parley!.spaces.list())).toEqual([])
})

test('says what is wrong where there is nobody, no Parley, or no address', async ({
  desk: page,
}) => {
  const stranger = createServer((_, answer) => answer.end('a web site')).listen(0, '127.0.0.1')
  await once(stranger, 'listening')
  const { port } = stranger.address() as AddressInfo
  try {
    await goTo(page, `http://127.0.0.1:${port}`)
    await expect(trouble(page)).toContainText('it is no Parley')
    await goTo(page, '127.0.0.1:1')
    await expect(trouble(page)).toContainText('Nobody answers there')
    await goTo(page, 'ftp://somewhere')
    await expect(page.getByText('neither an address nor a link')).toBeVisible()
  } finally {
    stranger.close()
  }
})

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing where a space is joined, in the ${theme} theme`, async ({
    desk: page,
    office,
  }) => {
    await page.evaluate((chosen) => window.parley!.settings.set({ theme: chosen }), theme)
    await expect(page.locator('html')).toHaveCSS('color-scheme', theme)
    expect(await axeFindings(page)).toEqual([])
    await goTo(page, '127.0.0.1:1')
    await expect(trouble(page)).toBeVisible()
    expect(await axeFindings(page)).toEqual([])
    await goTo(page, hostOf(office))
    await expect(page.getByRole('button', { name: 'Go in' })).toBeVisible()
    expect(await axeFindings(page)).toEqual([])
  })
}

test('a space that two machines announce is said to be, where it is joined', async ({
  desktop,
  pageErrors,
}) => {
  pageErrors.allowLostConnections()
  const settings = ['--tls', 'always', '--announce', 'lo', '--space-name', `Harbour ${process.pid}`]
  const [one, other] = await Promise.all([startSpace(settings), startSpace(settings)])
  await Promise.all([one!.stop(), other!.stop()])
  await rm(other!.data, { recursive: true })
  await cp(one!.data, other!.data, { recursive: true })
  await Promise.all([one!.start(), other!.start()])
  const { page } = await desktop({ PARLEY_DISCOVERY: 'lo' })
  await expect(page.getByText(`Two machines announce Harbour ${process.pid}`)).toBeVisible()
  await page.getByRole('button', { name: 'Join a space' }).click()
  await expect(page.getByText(`Two machines announce Harbour ${process.pid}`)).toBeVisible()
  expect(await axeFindings(page)).toEqual([])
  await other!.stop()
  await expect(page.getByText('Two machines announce', { exact: false })).toHaveCount(0)
  await expect(page.getByRole('button', { name: `Harbour ${process.pid}` })).toBeVisible()
  await Promise.all([one!.remove(), other!.remove()])
})
