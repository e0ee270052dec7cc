import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { host, register } from '../fixtures/at-the-window.ts'
import { launchElectron } from '../fixtures/desktop-app.ts'
import {
  chooseInTray,
  hostStatus,
  openHosting,
  trayWords,
  windowShown,
} from '../fixtures/host-window.ts'
import { serversOf } from '../fixtures/servers-of.ts'
import { expect, test } from '../fixtures/test.ts'

const root = resolve(import.meta.dirname, '../..')

const closeWindow = (electron: ElectronApplication): Promise<void> =>
  electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.close())

const isServed = (page: Page) =>
  expect
    .poll(() => page.evaluate(async () => (await window.parley!.host.state()).status))
    .toBe('ready')

/** As if the person started the app once more, or the system did. */
async function startAgain(electron: ElectronApplication, profile: string): Promise<void> {
  const executable = await electron.evaluate(() => process.execPath)
  const second = spawn(executable, [root, '--no-sandbox', '--disable-gpu'], {
    stdio: 'ignore',
    env: { ...process.env, PARLEY_USER_DATA: profile },
  })
  try {
    expect((await once(second, 'close'))[0]).toBe(0)
  } finally {
    second.kill('SIGKILL')
  }
}

test('with the tray a closed window is hidden, and comes back from it or by starting again', async ({
  desktop,
  profile,
  pageErrors,
}) => {
  pageErrors.allowLostConnections()
  const { electron, page } = await desktop()
  await host(page, 'Harbour')
  await register({ page, name: 'Ann' })
  expect(await trayWords(electron)).toBeNull()
  await openHosting(page)
  await page.getByRole('switch', { name: 'Keep running when the window is closed' }).click()
  await expect
    .poll(() => trayWords(electron))
    .toEqual(['Open Parley', 'Hosting Harbour', 'Stop hosting…', 'Quit Parley'])

  await closeWindow(electron)
  await expect.poll(() => windowShown(electron)).toBe(false)
  await isServed(page)
  await chooseInTray(electron, 'open')
  await expect.poll(() => windowShown(electron)).toBe(true)
  await closeWindow(electron)
  await expect.poll(() => windowShown(electron)).toBe(false)
  await startAgain(electron, profile)
  await expect.poll(() => windowShown(electron)).toBe(true)

  // Whoever stops hosting from the tray has no tray then, but the window.
  await closeWindow(electron)
  await electron.evaluate(({ dialog }) => {
    dialog.showMessageBox = () => Promise.resolve({ response: 0, checkboxChecked: false })
  })
  await chooseInTray(electron, 'stop')
  await expect.poll(() => trayWords(electron)).toBeNull()
  await expect.poll(() => windowShown(electron)).toBe(true)
  await expect(hostStatus(page)).toContainText('Harbour is not served')
})

test('quitting from the tray ends everything, also with the window hidden', async ({
  desktop,
  profile,
}) => {
  const { electron, page } = await desktop()
  await host(page, 'Harbour')
  await page.evaluate(() => window.parley!.host.change({ keepRunning: true }))
  await expect.poll(() => trayWords(electron)).not.toBeNull()
  await closeWindow(electron)
  if (process.platform === 'linux') expect(await serversOf(profile)).toHaveLength(1)
  const exited = once(electron.process(), 'exit')
  await chooseInTray(electron, 'quit')
  expect((await exited)[0]).toBe(0)
  if (process.platform === 'linux') expect(await serversOf(profile)).toEqual([])
})

test('a start at login begins in the tray, and shows the window when it is asked for', async ({
  desktop,
  profile,
  pageErrors,
}) => {
  pageErrors.allowLostConnections()
  test.skip(process.platform !== 'linux', 'starts at login as Linux desktops do')
  const login = { XDG_CONFIG_HOME: join(profile, 'config') }
  const entry = join(login.XDG_CONFIG_HOME, 'autostart', 'parley.desktop')
  const first = await desktop(login)
  await host(first.page, 'Harbour')
  await first.page.evaluate(() => window.parley!.host.change({ keepRunning: true, atLogin: true }))
  await first.quit()

  expect(await readFile(entry, 'utf8')).toContain('"--in-background"\n')
  const quiet = await launchElectron({ profile, env: login }, '--in-background')
  try {
    await expect.poll(() => trayWords(quiet)).toContain('Hosting Harbour')
    expect(quiet.windows()).toEqual([])
    await startAgain(quiet, profile)
    await expect.poll(() => windowShown(quiet)).toBe(true)
  } finally {
    await quiet.close()
  }
})
