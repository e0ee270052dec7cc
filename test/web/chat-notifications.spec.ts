import type { Page } from '@playwright/test'
import { findAndOpen, line, message, register, write } from '../fixtures/at-the-window.ts'
import { expect, test } from '../fixtures/test.ts'
import { voice } from '../fixtures/voice.ts'

type Shown = { title: string; body: string; tag: string }

/** Puts a recorder in place of the browser's notifications, which headless windows do not show. */
async function recordNotifications(page: Page, permission: NotificationPermission): Promise<void> {
  await page.addInitScript((given) => {
    const shown: (Shown & { target: EventTarget })[] = []
    class Recorder extends EventTarget {
      static permission = given
      static requestPermission = async () => {
        Recorder.permission = 'granted'
        return Recorder.permission
      }
      constructor(title: string, { body, tag }: { body: string; tag: string }) {
        super()
        shown.push({ title, body, tag, target: this })
      }
      close(): void {
        this.dispatchEvent(new Event('close'))
      }
    }
    Object.assign(globalThis, { Notification: Recorder, shown })
  }, permission)
  await page.reload()
}

const shown = (page: Page) =>
  page.evaluate(() =>
    (globalThis as unknown as { shown: Shown[] }).shown.map(({ title, body }) => ({ title, body })),
  )

test('a message that is not seen is told of, and a click leads to it', async ({
  person,
  space,
}) => {
  const ann = await person('Ann')
  await register(ann)
  const { page } = ann
  await recordNotifications(page, 'granted')
  const ben = await voice(space.url, 'Ben')
  const cleo = await voice(space.url, 'Cleo')
  await findAndOpen(page, 'Ben')
  await write(page, 'hi Ben')
  const withBen = await page.evaluate(() => location.hash.split('/')[2]!)
  await findAndOpen(page, 'Cleo')
  await write(page, 'hi Cleo')
  const withCleo = await page.evaluate(() => location.hash.split('/')[2]!)

  await cleo.say(withCleo, 'you are looking at this')
  await expect(message(page, 'you are looking at this')).toBeVisible()
  await ben.say(withBen, 'and **not** at this')
  await expect.poll(() => shown(page)).toEqual([{ title: 'Ben', body: 'and not at this' }])
  await expect(page).toHaveTitle(/^\(1\) Cleo/)

  await page.evaluate(() => {
    const [first] = (globalThis as unknown as { shown: { target: EventTarget }[] }).shown
    first!.target.dispatchEvent(new Event('click'))
  })
  await expect(page.getByRole('heading', { level: 1, name: 'Ben' })).toBeVisible()
  await expect(line(page, 'Ben')).not.toContainText('unread')
  await expect(page).toHaveTitle(/^Ben/)
})

test('notifications are asked for once there was something to tell, and a no is kept', async ({
  person,
  space,
}) => {
  const ann = await person('Ann')
  await register(ann)
  const { page } = ann
  await recordNotifications(page, 'default')
  const ben = await voice(space.url, 'Ben')
  await findAndOpen(page, 'Ben')
  await write(page, 'hi')
  const conversation = await page.evaluate(() => location.hash.split('/')[2]!)
  await page.getByRole('link', { name: 'Find people' }).first().click()
  await expect(page.getByText('Shall Parley tell you about new messages?')).toHaveCount(0)

  await ben.say(conversation, 'psst')
  await expect(page.getByText('Shall Parley tell you about new messages?')).toBeVisible()
  await page.getByRole('button', { name: 'Not now' }).click()
  await expect(page.getByText('Shall Parley tell you about new messages?')).toHaveCount(0)
  await page.reload()
  await ben.say(conversation, 'psst again')
  await expect(line(page, 'Ben')).toContainText('psst again')
  await expect(page).toHaveTitle(/^\(2\)/)
  await expect(page.getByText('Shall Parley tell you about new messages?')).toHaveCount(0)
})
