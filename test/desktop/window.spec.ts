import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { bridgeNames } from '../../shared/ipc/channels.ts'
import { expect, test } from '../fixtures/test.ts'

const root = resolve(import.meta.dirname, '../..')

test('the window opens on its own page, sandboxed, and runs no code but its own', async ({
  desktop,
}) => {
  const { electron, page } = await desktop()
  expect(page.url()).toMatch(/^app:\/\/parley\//)

  const preferences = await electron.evaluate(({ BrowserWindow }) => {
    // Not in the types, and the one place that says what the window really got.
    const contents = BrowserWindow.getAllWindows()[0]!.webContents as unknown as {
      getLastWebPreferences(): Electron.WebPreferences
    }
    const { sandbox, contextIsolation, nodeIntegration, webviewTag } =
      contents.getLastWebPreferences()
    return { sandbox, contextIsolation, nodeIntegration, webviewTag }
  })
  expect(preferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
  })

  const response = await page.evaluate(async () => {
    const { status, headers } = await fetch('app://parley/')
    return { status, policy: headers.get('content-security-policy') ?? '' }
  })
  expect(response.status).toBe(200)
  expect(response.policy).toContain("default-src 'none'; script-src 'self'")
})

test('it quits when nothing is left to be written', async ({ desktop, space }) => {
  const { electron } = await desktop({ PARLEY_SPACE_URL: space.url })
  const exited = once(electron.process(), 'exit')
  await electron.evaluate(({ app, BrowserWindow }) => {
    // What writes down where the window was, which otherwise is still going on when the app asks to end.
    for (const window of BrowserWindow.getAllWindows()) window.removeAllListeners('close')
    app.quit()
  })
  expect((await exited)[0]).toBe(0)
})

test('scripts from a string or an element are refused by the content security policy', async ({
  desktop,
  pageErrors,
}) => {
  pageErrors.allow(/Content Security Policy/)
  const { page } = await desktop()
  const ran = await page.evaluate(async () => {
    const refused = new Promise((done) =>
      document.addEventListener('securitypolicyviolation', done, { once: true }),
    )
    const script = document.createElement('script')
    script.textContent = 'window.ranInline = true'
    document.head.append(script)
    await refused
    let evaluated = true
    try {
      // eslint-disable-next-line no-new-func -- that it cannot be is what is tested
      new Function('return 1')()
    } catch {
      evaluated = false
    }
    return { inline: 'ranInline' in window, evaluated }
  })
  expect(ran).toEqual({ inline: false, evaluated: false })
})

test('no path leads out of the folder of the renderer', async ({ desktop, pageErrors }) => {
  pageErrors.allow(/status of 404/)
  const { page } = await desktop()
  const statuses = await page.evaluate(
    (paths) => {
      const ask = async (path: string) => (await fetch(`app://parley/${path}`)).status
      return Promise.all(paths.map(ask))
    },
    ['..%2fmain%2fmain.js', '%2e%2e/%2e%2e/package.json', 'nothing.js'],
  )
  expect(statuses).toEqual([404, 404, 404])
})

test('the bridge is frozen and is the table of channels, no more', async ({ desktop }) => {
  const { page } = await desktop()
  const bridge = await page.evaluate(() => {
    const parley = window.parley!
    const names = Object.entries(parley).flatMap(([name, value]) =>
      typeof value === 'function' ? [name] : Object.keys(value).map((part) => `${name}.${part}`),
    )
    const frozen = [parley, ...Object.values(parley)].every((part) => Object.isFrozen(part))
    return { names: names.sort(), frozen, node: ['require', 'process'].filter((n) => n in window) }
  })
  expect(bridge).toEqual({ names: [...bridgeNames.calls, 'on'].sort(), frozen: true, node: [] })
})

test('main refuses arguments that the table does not allow', async ({ desktop }) => {
  const { page } = await desktop()
  const refusal = (work: () => Promise<unknown>) =>
    page.evaluate(work).then(
      () => 'done',
      (error: Error) => error.message,
    )
  expect(
    await refusal(() => window.parley!.settings.set({ theme: 'pink' as unknown as 'dark' })),
  ).toContain('settings.set')
  expect(await refusal(() => window.parley!.openExternal('file:///etc/passwd'))).toContain(
    'Only web and mail addresses',
  )
})

test('a frame within the page has no bridge', async ({ desktop }) => {
  const { electron, page } = await desktop()
  await page.evaluate(() => document.body.append(document.createElement('iframe')))
  const reached = await electron.evaluate(({ BrowserWindow }) => {
    const { mainFrame } = BrowserWindow.getAllWindows()[0]!.webContents
    return Promise.all(
      mainFrame.frames.map((frame) => frame.executeJavaScript('"parley" in window') as unknown),
    )
  })
  expect(reached).toEqual([false])
})

test('the page cannot leave, open windows or embed others; links open outside', async ({
  desktop,
  pageErrors,
}) => {
  pageErrors.allow(/Not allowed to load local resource/)
  const { electron, page } = await desktop()
  await electron.evaluate(({ shell }) => {
    const opened: string[] = []
    Reflect.set(globalThis, 'opened', opened)
    shell.openExternal = (url) => {
      opened.push(url)
      return Promise.resolve()
    }
  })
  await page.evaluate(() => {
    window.open('https://example.org/opened')
    window.open('file:///etc/passwd')
    const link = document.createElement('a')
    link.href = 'https://example.org/clicked'
    link.target = '_blank'
    link.click()
    location.href = 'https://example.org/left'
  })
  const opened = () => electron.evaluate(() => Reflect.get(globalThis, 'opened') as string[])
  await expect
    .poll(async () => (await opened()).sort())
    .toEqual([
      'https://example.org/clicked',
      'https://example.org/left',
      'https://example.org/opened',
    ])
  expect(page.url()).toMatch(/^app:\/\/parley\//)
  expect(electron.windows()).toHaveLength(1)
})

test('the page gets no permission but notifications and writing to the clipboard', async ({
  desktop,
}) => {
  const { page } = await desktop()
  const states = await page.evaluate(async () => {
    const names = ['geolocation', 'camera', 'microphone', 'notifications'] as PermissionName[]
    const found = await Promise.all(names.map((name) => navigator.permissions.query({ name })))
    return Object.fromEntries(found.map(({ name, state }) => [name, state]))
  })
  expect(states).toMatchObject({ notifications: 'granted' })
  expect(Object.values(states).filter((state) => state === 'granted')).toHaveLength(1)
})

test('a second start shows the first window and ends', async ({ desktop, profile }) => {
  const { electron } = await desktop()
  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.hide())
  const executable = await electron.evaluate(() => process.execPath)
  const second = spawn(executable, [root, '--no-sandbox', '--disable-gpu'], {
    stdio: 'ignore',
    env: { ...process.env, PARLEY_USER_DATA: profile },
  })
  const [code] = (await once(second, 'close')) as [number]
  expect(code).toBe(0)
  await expect
    .poll(() =>
      electron.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().map((w) => w.isVisible()),
      ),
    )
    .toEqual([true])
})

test('the window comes back where it was, with the settings and secrets that were kept', async ({
  desktop,
  profile,
  pageErrors,
}) => {
  // At its second start the page knows the address before the server is there.
  pageErrors.allowLostConnections()
  const bounds = { x: 140, y: 90, width: 900, height: 640 }
  const first = await desktop()
  await first.electron.evaluate(
    ({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]!.setBounds(wanted),
    bounds,
  )
  await first.page.evaluate(() => window.parley!.settings.set({ density: 'compact' }))
  await first.page.evaluate(() => window.parley!.secrets.set('token', 'a secret'))
  await first.quit()
  expect(JSON.parse(await readFile(join(profile, 'window.json'), 'utf8'))).toMatchObject({ bounds })

  const second = await desktop()
  const now = await second.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.getNormalBounds(),
  )
  expect(now).toEqual(bounds)
  expect(await second.page.evaluate(() => window.parley!.settings.get())).toMatchObject({
    density: 'compact',
  })
  expect(await second.page.evaluate(() => window.parley!.secrets.get('token'))).toBe('a secret')
})

test('a page that crashed is loaded again, and the person is told', async ({ desktop }) => {
  const { electron } = await desktop()
  await electron.evaluate(({ BrowserWindow, dialog }) => {
    const said: string[] = []
    Reflect.set(globalThis, 'said', said)
    dialog.showMessageBox = ((_window: unknown, { message }: { message: string }) => {
      said.push(message)
      return Promise.resolve({ response: 0, checkboxChecked: false })
    }) as typeof dialog.showMessageBox
    const { webContents } = BrowserWindow.getAllWindows()[0]!
    const loaded = new Promise((done) => webContents.once('did-finish-load', () => done(null)))
    Reflect.set(globalThis, 'loaded', loaded)
    webContents.forcefullyCrashRenderer()
  })
  await electron.evaluate(() => Reflect.get(globalThis, 'loaded') as Promise<unknown>)
  const said = await electron.evaluate(() => Reflect.get(globalThis, 'said') as string[])
  expect(said).toEqual([expect.stringContaining('Nothing you typed or sent is lost')])
})
