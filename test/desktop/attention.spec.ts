import { expect, test } from '../fixtures/test.ts'

const message = { title: 'Ann', body: 'Lunch?', tag: 'm1', space: 'own', conversation: 'c1' }

test('a click on a notification shows the window and names the conversation', async ({
  desktop,
}) => {
  const { electron, page } = await desktop()
  await electron.evaluate(({ Notification }) => {
    const shown: Electron.Notification[] = []
    Reflect.set(globalThis, 'shown', shown)
    Notification.isSupported = () => true
    Notification.prototype.show = function show(this: Electron.Notification) {
      shown.push(this)
    }
  })
  await page.evaluate(() =>
    window.parley!.on('notification-clicked', ({ conversation }) =>
      Reflect.set(window, 'clicked', conversation),
    ),
  )
  await page.evaluate((request) => window.parley!.notify(request), message)
  const visible = await electron.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0]!
    window.hide()
    const [notification] = Reflect.get(globalThis, 'shown') as Electron.Notification[]
    notification!.emit('click')
    return window.isVisible()
  })
  expect(visible).toBe(true)
  await expect.poll(() => page.evaluate(() => Reflect.get(window, 'clicked') as unknown)).toBe('c1')
})

test('the count of unread messages stands in the window title until it is nought', async ({
  desktop,
}) => {
  const { electron, page } = await desktop()
  const title = () =>
    electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getTitle())
  await page.evaluate(() => window.parley!.badge.set(7))
  await expect.poll(title).toMatch(/^\(7\) /)
  await page.evaluate(() => (document.title = 'Design'))
  await expect.poll(title).toBe('(7) Design')
  await page.evaluate(() => window.parley!.badge.set(0))
  await expect.poll(title).toBe('Design')
})

test('the window hears from the system how long nobody touched the computer', async ({
  desktop,
}) => {
  const { electron, page } = await desktop()
  await electron.evaluate(({ powerMonitor }) => {
    powerMonitor.getSystemIdleTime = () => 7
  })
  expect(await page.evaluate(() => window.parley!.app.idle())).toBe(7_000)
})
