import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronApplication, Locator, Page } from '@playwright/test'
import { appWithOwnServer } from '../fixtures/app-with-own-server.ts'
import { register, sent, write } from '../fixtures/at-the-window.ts'
import { axeFindings } from '../fixtures/axe-findings.ts'
import { answerDialogs, hostStatus, openHosting, windowShown } from '../fixtures/host-window.ts'
import { createGroup, goTo } from '../fixtures/lists.ts'
import { serversOf } from '../fixtures/servers-of.ts'
import { keepFull, mountSmall, writeUntilFull } from '../fixtures/small-disk.ts'
import { expect, test } from '../fixtures/test.ts'
import { voice } from '../fixtures/voice.ts'

test.skip(process.platform !== 'linux', 'mounts disks, and finds processes in /proc')

const trouble = (page: Page): Locator => page.getByRole('main').getByRole('alert')
const retry = (page: Page): Locator => page.getByRole('button', { name: 'Try again' }).last()

/** Asks to host Harbour, whatever comes of it. */
async function askToHost(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Host on this network' }).click()
  await page.getByLabel('Name of the space').fill('Harbour')
  await page.getByRole('button', { name: 'Host', exact: true }).click()
}

/** Axe finds nothing, in either theme. */
async function looksRight(page: Page): Promise<void> {
  for (const theme of ['dark', 'light'] as const) {
    await page.evaluate((chosen) => window.parley!.settings.set({ theme: chosen }), theme)
    await expect(page.locator('html')).toHaveCSS('color-scheme', theme)
    expect(await axeFindings(page)).toEqual([])
  }
}

/** From now on the system's notifications are counted here, and not shown. */
async function hearNotifications(electron: ElectronApplication): Promise<{
  titles(): Promise<string[]>
  click(): Promise<void>
}> {
  await electron.evaluate(({ Notification }) => {
    const shown = new Set<Electron.Notification>()
    Reflect.set(globalThis, 'shown', shown)
    Notification.isSupported = () => true
    Notification.prototype.show = function show(this: Electron.Notification) {
      shown.add(this)
    }
    Notification.prototype.close = function close(this: Electron.Notification) {
      shown.delete(this)
    }
  })
  return {
    titles: () =>
      electron.evaluate(() => {
        const shown = Reflect.get(globalThis, 'shown') as Set<Electron.Notification>
        return [...shown].map(({ title }) => title)
      }),
    click: () =>
      electron.evaluate(() => {
        const shown = Reflect.get(globalThis, 'shown') as Set<Electron.Notification>
        for (const one of shown) one.emit('click')
      }),
  }
}

test('a server whose program is taken away is missed in words, seen or not, and serves once it is back', async ({
  desktop,
  profile,
  pageErrors,
}) => {
  test.slow()
  pageErrors.allowLostConnections()
  const server = await appWithOwnServer(profile)
  const { electron, page } = await desktop(server.env)
  await askToHost(page)
  await expect(trouble(page)).toContainText('is missing: a virus scanner may have taken it away')
  await looksRight(page)
  await server.giveBack()
  await retry(page).click()
  await expect(page.getByRole('heading', { name: 'Join Harbour' })).toBeVisible()
  await register({ page, name: 'Ann' })
  await createGroup(page, 'Boats')
  const boats = page.url().split('#')[1]!

  const notified = await hearNotifications(electron)
  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.hide())
  await server.takeAway()
  for (const running of await serversOf(profile)) process.kill(running, 'SIGKILL')
  await expect.poll(notified.titles).toEqual(['Your space could not be started'])
  await notified.click()
  await expect.poll(() => windowShown(electron)).toBe(true)
  await write(page, 'written meanwhile')
  await expect(page.getByText('is missing: a virus scanner')).toBeVisible()
  await expect(page.getByText('1 message is waiting and will be sent.')).toBeVisible()

  await openHosting(page)
  await expect(trouble(page)).toContainText('ENOENT')
  await server.giveBack()
  await retry(page).click()
  await expect(hostStatus(page)).toContainText('Harbour has been served since')
  expect(await notified.titles()).toEqual([])
  await goTo(page, boats)
  await expect(sent(page, 'written meanwhile')).toBeVisible()
})

test('a folder that is read-only, and a disk that is full, are said to be, and nothing is lost', async ({
  desktop,
  profile,
  pageErrors,
}) => {
  test.slow()
  pageErrors.allowLostConnections()
  const folder = join(profile, 'space')
  await mkdir(folder)
  const disk = mountSmall(folder)
  test.skip(disk === null, 'needs the right to mount: run as root')
  try {
    disk!.allowWriting(false)
    const { electron, page, quit } = await desktop()
    await askToHost(page)
    await expect(trouble(page)).toContainText('may not write to the folder of your space')
    await expect(page.getByRole('button', { name: 'Open folder' })).toBeVisible()

    disk!.allowWriting(true)
    const first = keepFull(join(folder, 'ballast'))
    await first.full
    await retry(page).click()
    await expect(trouble(page)).toContainText('your space is kept on is full')
    await first.stop()
    await retry(page).click()
    await expect(page.getByRole('heading', { name: 'Join Harbour' })).toBeVisible()
    await register({ page, name: 'Ann' })
    await createGroup(page, 'Boats')
    const boats = page.url().split('#')[1]!

    const state = await page.evaluate(() => window.parley!.host.state())
    const ben = await voice(state.status === 'ready' ? state.url : '', 'Ben')
    const second = keepFull(join(folder, 'ballast'))
    await writeUntilFull(ben)
    ben.leave()
    await write(page, 'to be kept')
    await expect(page.getByText('your space is kept on is full')).toBeVisible()
    await expect(page.getByText('1 message is waiting and will be sent.')).toBeVisible()
    for (const server of await serversOf(profile)) process.kill(server, 'SIGKILL')
    await openHosting(page)
    await expect(trouble(page)).toContainText('no room for')
    await looksRight(page)
    await second.stop()
    await retry(page).click()
    await goTo(page, boats)
    await expect(sent(page, 'to be kept')).toBeVisible()

    await openHosting(page)
    await page.getByRole('button', { name: 'Stop hosting' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Stop hosting' }).click()
    await expect(hostStatus(page)).toContainText('Harbour is not served')
    disk!.allowWriting(false)
    await answerDialogs(electron, { file: folder })
    await page.getByRole('button', { name: 'Choose a folder…' }).click()
    await expect(page.getByText('Parley may not write to that folder.')).toBeVisible()
    await page.getByRole('button', { name: 'Host again' }).last().click()
    await expect(trouble(page).filter({ hasText: 'EROFS' })).toContainText(
      'may not write to the folder of your space',
    )
    await quit()
  } finally {
    disk!.unmount()
  }
})
