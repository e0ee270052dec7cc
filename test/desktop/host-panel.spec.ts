import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { cp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import decodeQR from 'qr/decode.js'
import { host, message, register, sent, write } from '../fixtures/at-the-window.ts'
import { axeFindings } from '../fixtures/axe-findings.ts'
import type { DesktopApp } from '../fixtures/desktop-app.ts'
import { answerDialogs, hostStatus, openHosting } from '../fixtures/host-window.ts'
import { createGroup, goTo } from '../fixtures/lists.ts'
import { startSpace } from '../fixtures/space.ts'
import { expect, test as base } from '../fixtures/test.ts'

const test = base.extend<{ ann: DesktopApp }>({
  /** Ann's app, in which she hosts Harbour and is at home. */
  ann: async ({ desktop, pageErrors }, use) => {
    pageErrors.allowLostConnections()
    const app = await desktop()
    await host(app.page, 'Harbour')
    await register({ page: app.page, name: 'Ann' })
    await use(app)
  },
})

/** At the first start: serves Office from the folder that is chosen. */
async function serveFromFolder(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Host on this network' }).click()
  await page.getByRole('button', { name: 'Choose a folder…' }).click()
  const question = page.getByRole('alertdialog', { name: 'Host Office?' })
  await question.getByRole('button', { name: 'Host', exact: true }).click()
}

/** Another program of this machine, which took a port and counts who comes. */
async function strangerAt(port: number) {
  let heard = 0
  const server = createServer((socket) => {
    heard += 1
    socket.destroy()
  }).listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    get heard() {
      return heard
    },
    leave: () => new Promise((done) => server.close(done)),
  }
}

const served = (page: Page) =>
  expect(hostStatus(page)).toContainText('Harbour has been served since')

/** What a camera reads from a picture, as which the window shows it. */
async function scanned({ electron, page }: DesktopApp, name: string): Promise<string> {
  const picture = await page.getByRole('img', { name }).screenshot()
  const seen = await electron.evaluate(({ nativeImage }, bytes) => {
    const image = nativeImage.createFromBuffer(Buffer.from(bytes, 'base64'))
    return { ...image.getSize(), data: image.toBitmap().toString('base64') }
  }, picture.toString('base64'))
  return decodeQR({ ...seen, data: Buffer.from(seen.data, 'base64') })
}

test('shows whoever hosts how it stands, who is there, where it is reached, and invites', async ({
  ann,
}) => {
  const { page } = ann
  await openHosting(page)
  await served(page)
  await expect(page.getByText('1 person is connected.')).toBeVisible()
  await expect(page.getByRole('list', { name: 'Connected now' })).toContainText('Ann')
  const addresses = page.getByRole('list', { name: 'Addresses' })
  const { port } = await page.evaluate(async () => {
    const state = await window.parley!.host.state()
    return { port: state.status === 'ready' ? state.port : 0 }
  })
  await expect(addresses).toContainText(`127.0.0.1:${port}`)
  expect(await axeFindings(page)).toEqual([])
  await page.evaluate(() => window.parley!.settings.set({ theme: 'dark' }))
  await expect(page.locator('html')).toHaveCSS('color-scheme', 'dark')
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'Invite somebody' }).click()
  await page.getByRole('button', { name: 'Make invite' }).click()
  const link = page.getByText(/^parley:\/\/join\?/)
  await expect(link).toContainText(`a=127.0.0.1:${port}`)
  const [, fields] = (await link.textContent())!.split('?')
  expect(await scanned(ann, 'Square to scan')).toContain(fields)
})

test('a backup is made, and put back with what was there kept aside', async ({ ann, profile }) => {
  const { electron, page } = ann
  const file = join(profile, 'Harbour.db')
  await answerDialogs(electron, { file })
  await createGroup(page, 'Boats')
  const boats = page.url().split('#')[1]!
  await write(page, 'before the backup')
  await expect(sent(page, 'before the backup')).toBeVisible()
  await openHosting(page)
  await page.getByRole('button', { name: 'Back up now…' }).click()
  await expect(page.getByText('The backup is made')).toBeVisible()
  await goTo(page, boats)
  await write(page, 'after the backup')
  await expect(sent(page, 'after the backup')).toBeVisible()
  await openHosting(page)
  await page.getByRole('button', { name: 'Restore from a backup…' }).click()
  await page.getByRole('button', { name: 'Choose a backup' }).click()
  await expect(page.getByText('The space is as it was in the backup')).toBeVisible()
  expect(existsSync(join(profile, 'space.before-restore', 'parley.db'))).toBe(true)
  await served(page)
  await goTo(page, boats)
  await expect(message(page, 'before the backup')).toBeVisible()
  await expect(message(page, 'after the backup')).toBeHidden()
})

test('a space that is stopped stays in the list, keeps what is written, and is hosted again', async ({
  ann: { page },
}) => {
  await createGroup(page, 'Boats')
  const boats = page.url().split('#')[1]!
  await openHosting(page)
  const [{ url } = { url: '' }] = await page.evaluate(() => window.parley!.spaces.list())
  await page.getByRole('button', { name: 'Stop hosting' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Stop hosting' }).click()
  await expect(hostStatus(page)).toContainText('Harbour is not served')

  const stranger = await strangerAt(Number(new URL(url).port))
  await page.evaluate((there) => fetch(`${there}/api/v1/space`).catch(() => null), url)
  expect(stranger.heard).toBe(0)
  await goTo(page, boats)
  await expect(page.getByText('You do not host this space at the moment.')).toBeVisible()
  await write(page, 'written meanwhile')
  await page.getByRole('button', { name: 'Host again' }).click()
  await expect(sent(page, 'written meanwhile')).toBeVisible()
  // It is served at another port now, and the one before is spoken to as little as it was.
  const at = await page.evaluate(() => window.parley!.spaces.list().then(([own]) => own!.url))
  expect(at).not.toBe(url)
  await page.evaluate((there) => fetch(`${there}/api/v1/space`).catch(() => null), url)
  expect(stranger.heard).toBe(0)
  await stranger.leave()
})

test('a port that another program has meanwhile is told, with the one that is used instead', async ({
  ann: { page },
}) => {
  await openHosting(page)
  const portNow = async (): Promise<number> => {
    const state = await page.evaluate(() => window.parley!.host.state())
    return state.status === 'ready' ? state.port : 0
  }
  const before = await portNow()
  await page.getByRole('button', { name: 'Stop hosting' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Stop hosting' }).click()
  await expect(hostStatus(page)).toContainText('Harbour is not served')
  const stranger = await strangerAt(before)
  await page.getByRole('button', { name: 'Host again' }).last().click()
  await served(page)
  const now = await portNow()
  await expect(
    page.getByText(`uses port ${before}, so the space is at port ${now} now`),
  ).toBeVisible()
  expect(await axeFindings(page)).toEqual([])
  await stranger.leave()
})

test('whoever hosts is told that another machine serves a copy of the space', async ({
  desktop,
  profile,
  pageErrors,
}) => {
  pageErrors.allowLostConnections()
  const settings = ['--tls', 'always', '--announce', 'lo']
  const copy = await startSpace(settings)
  try {
    const { page } = await desktop({ PARLEY_DISCOVERY: 'lo' })
    await host(page, `Harbour ${process.pid}`)
    await register({ page, name: 'Ann' })
    await openHosting(page)
    const warning = page.getByText('Another machine announces this space as well')
    await page.getByRole('button', { name: 'Stop hosting' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Stop hosting' }).click()
    await expect(hostStatus(page)).toContainText('is not served')
    await copy.stop()
    await rm(copy.data, { recursive: true })
    await cp(join(profile, 'space'), copy.data, { recursive: true })
    await page.getByRole('button', { name: 'Host again' }).last().click()
    await expect(hostStatus(page)).toContainText('has been served since')
    await expect(warning).toBeHidden()
    await copy.start()
    await expect(warning).toBeVisible()
    expect(await axeFindings(page)).toEqual([])
    await copy.stop()
    await expect(warning).toBeHidden()
  } finally {
    await copy.remove()
  }
})

test('the folder, its size and the log are a click away', async ({
  ann: { electron, page },
  profile,
}) => {
  await electron.evaluate(({ shell }) => {
    const opened: string[] = []
    Reflect.set(globalThis, 'opened', opened)
    const open = (path: string) => void opened.push(path)
    shell.showItemInFolder = open
    shell.openPath = (path) => Promise.resolve((open(path), ''))
  })
  const opened = () =>
    electron.evaluate(() => (Reflect.get(globalThis, 'opened') as string[]).at(-1) ?? '')
  await openHosting(page)
  await expect(page.getByText(join(profile, 'space'), { exact: true })).toBeVisible()
  await expect(page.getByText(/^\d[\d.,]* [kMG]B$/)).toBeVisible()
  await page.getByRole('button', { name: 'Open folder' }).click()
  await expect.poll(opened).toContain(join(profile, 'space'))
  await page.getByRole('button', { name: 'Open the log' }).click()
  await expect.poll(opened).toMatch(/server\.log$/)
  expect(existsSync(await opened())).toBe(true)
})

test('another name, and other people or nobody, are told to the server', async ({
  ann: { page },
}) => {
  await openHosting(page)
  await page.getByLabel('Name of the space').fill('Quay')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(hostStatus(page)).toContainText('Quay has been served since')
  await page.getByRole('switch', { name: 'Others on the network can join' }).click()
  const spaces = () => page.evaluate(() => window.parley!.spaces.list())
  const reach = () => page.evaluate(async () => (await window.parley!.host.choices()).reach)
  await expect.poll(reach).toBe('machine')
  await expect(hostStatus(page)).toContainText('Quay has been served since')
  expect(await spaces()).toMatchObject([{ id: 'own', name: 'Quay', hosted: true }])
})

test('a space is served from the folder of another server, and is the same space', async ({
  ann: { electron, page },
  pageErrors,
}) => {
  // Until the page hears that it is another space, it asks at the same port for what Harbour would tell.
  pageErrors.allow(/status of 401/)
  const office = await startSpace(['--tls', 'always', '--space-name', 'Office'])
  try {
    await office.stop()
    await answerDialogs(electron, { file: office.data })
    await openHosting(page)
    await page.getByRole('button', { name: 'Choose a folder…' }).click()
    const question = page.getByRole('alertdialog', { name: 'Host Office?' })
    await expect(question).toContainText('Harbour is not served any more then')
    await question.getByRole('button', { name: 'Host', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'Join Office' })).toBeVisible()
    expect(await page.evaluate(() => window.parley!.spaces.list())).toMatchObject([
      { name: 'Office', hosted: true, fingerprint: office.fingerprint },
    ])
  } finally {
    await page.evaluate(() => window.parley!.host.stop())
    await office.remove()
  }
})

test('a folder without a space is not served, and one that another server holds neither', async ({
  ann: { electron, page },
  profile,
}) => {
  await answerDialogs(electron, { file: profile })
  await openHosting(page)
  await page.getByRole('button', { name: 'Choose a folder…' }).click()
  await expect(page.getByText('There is no space in that folder.')).toBeVisible()
  const office = await startSpace()
  try {
    await answerDialogs(electron, { file: office.data })
    await page.getByRole('button', { name: 'Choose a folder…' }).click()
    const question = page.getByRole('alertdialog')
    await question.getByRole('button', { name: 'Host', exact: true }).click()
    await expect(page.getByText('could not be served, and nothing was changed')).toBeVisible()
    await expect(page.getByText('is in use by another Parley server')).toBeVisible()
    await served(page)
  } finally {
    await office.remove()
  }
})

test('at the first start a space goes on from its folder; where it cannot, that is said', async ({
  desktop,
  pageErrors,
}) => {
  pageErrors.allowLostConnections()
  const office = await startSpace(['--tls', 'always', '--space-name', 'Office'])
  try {
    const { electron, page } = await desktop()
    await answerDialogs(electron, { file: office.data })
    await serveFromFolder(page)
    await expect(page.getByText('is in use by another Parley server')).toBeVisible()
    await office.stop()
    await page.getByRole('button', { name: 'Back' }).click()
    await serveFromFolder(page)
    await expect(page.getByRole('heading', { name: 'Join Office' })).toBeVisible()
    await page.evaluate(() => window.parley!.host.stop())
  } finally {
    await office.remove()
  }
})

test('who hosted a space follows it to the server that has its folder now', async ({
  desktop,
  pageErrors,
}) => {
  pageErrors.allowLostConnections()
  // Until it is found.
  pageErrors.allow(/ERR_NAME_NOT_RESOLVED \(https:\/\/nowhere\.invalid/)
  const elsewhere = await startSpace([
    ...['--tls', 'always', '--announce', 'lo', '--space-name', 'Office'],
  ])
  try {
    await elsewhere.stop()
    const { electron, page } = await desktop({ PARLEY_DISCOVERY: 'lo' })
    await answerDialogs(electron, { file: elsewhere.data })
    await serveFromFolder(page)
    await register({ page, name: 'Ann' })
    await createGroup(page, 'Boats')
    const boats = page.url().split('#')[1]!
    await openHosting(page)
    await page.getByRole('button', { name: 'Stop hosting' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Stop hosting' }).click()
    await expect(hostStatus(page)).toContainText('Office is not served')

    await elsewhere.start()
    await page.getByRole('button', { name: 'It moved elsewhere' }).click()
    const question = page.getByRole('alertdialog', { name: 'Has Office moved' })
    await question.getByRole('button', { name: 'It moved elsewhere' }).click()
    await goTo(page, boats)
    await write(page, 'here too')
    await expect(sent(page, 'here too')).toBeVisible()
    expect(await page.evaluate(() => window.parley!.spaces.list())).toMatchObject([
      { id: 'own', hosted: false, url: elsewhere.url },
    ])
  } finally {
    await elsewhere.remove()
  }
})
