import { expect, test } from '../fixtures/test.ts'

test('the menu tells the window what was chosen', async ({ desktop }) => {
  const { electron, page } = await desktop()
  await page.evaluate(() => {
    const heard: string[] = []
    Reflect.set(window, 'heard', heard)
    window.parley!.on('command', (command) => heard.push(command))
  })
  const chosen = await electron.evaluate(({ Menu }) => {
    const menu = Menu.getApplicationMenu()!
    const wanted = ['new-message', 'switcher', 'settings']
    for (const id of wanted) menu.getMenuItemById(id)!.click()
    return wanted
  })
  await expect
    .poll(() => page.evaluate(() => Reflect.get(window, 'heard') as string[]))
    .toEqual(chosen)
})

test('an accelerator works though no menu bar is shown', async ({ desktop }) => {
  const { electron, page } = await desktop()
  await page.evaluate(() =>
    window.parley!.on('command', (command) => Reflect.set(window, 'lastCommand', command)),
  )
  await electron.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0]!
    window.focus()
    const key = { keyCode: 'n', modifiers: ['control'] } as const
    window.webContents.sendInputEvent({ type: 'keyDown', ...key, modifiers: [...key.modifiers] })
    window.webContents.sendInputEvent({ type: 'keyUp', ...key, modifiers: [...key.modifiers] })
  })
  await expect
    .poll(() => page.evaluate(() => Reflect.get(window, 'lastCommand') as unknown))
    .toBe('new-message')
})

test('the menu speaks the language of the settings', async ({ desktop }) => {
  const { electron, page } = await desktop()
  const labels = () =>
    electron.evaluate(({ Menu }) => Menu.getApplicationMenu()!.items.map(({ label }) => label))
  await page.evaluate(() => window.parley!.settings.set({ language: 'en' }))
  expect(await labels()).toContain('Edit')
  await page.evaluate(() => window.parley!.settings.set({ language: 'de' }))
  expect(await labels()).toContain('Bearbeiten')
})
