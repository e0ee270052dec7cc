import type { Page } from '@playwright/test'
import { composer, line, message, register, sent, write } from '../fixtures/at-the-window.ts'
import type { DesktopApp } from '../fixtures/desktop-app.ts'
import { createGroup } from '../fixtures/lists.ts'
import { startSpace, type Space } from '../fixtures/space.ts'
import { expect, test as base } from '../fixtures/test.ts'
import { voice } from '../fixtures/voice.ts'

const test = base.extend<{ spaces: { office: Space; club: Space }; desk: DesktopApp }>({
  spaces: async ({ pageErrors }, use) => {
    pageErrors.allowLostConnections()
    const [office, club] = await Promise.all(
      ['Office', 'Club'].map((name) => startSpace(['--space-name', name])),
    )
    await use({ office: office!, club: club! })
    await Promise.all([office!.remove(), club!.remove()])
  },

  /** The app of Ann, who is at home in both. */
  desk: async ({ desktop, spaces }, use) => {
    const app = await desktop()
    const { page } = app
    await page.getByRole('button', { name: 'Join a space' }).click()
    await join(page, spaces.office)
    await createGroup(page, 'Boats')
    await page.getByRole('button', { name: 'Add a space' }).click()
    await join(page, spaces.club)
    await createGroup(page, 'Chess')
    await use(app)
  },
})

const rail = (page: Page) => page.getByRole('navigation', { name: 'Spaces' })
const goTo = (page: Page, name: string) =>
  rail(page)
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .click()

async function join(page: Page, { url }: Space): Promise<void> {
  await page.getByLabel('Address, link or words').fill(new URL(url).host)
  await page.getByRole('button', { name: 'Go there' }).click()
  await page.getByRole('button', { name: 'Go in' }).click()
  await register({ page, name: 'Ann' })
}

test('there and back by the rail ends in the list, with what was half typed', async ({
  desk: { page },
}) => {
  await composer(page).fill('half a move')
  await goTo(page, 'Office')
  await expect(page.getByText('Pick up where you left off')).toBeVisible()
  await line(page, 'Boats').click()
  await composer(page).fill('half a boat')
  await goTo(page, 'Club')
  await expect(page.getByText('Pick up where you left off')).toBeVisible()
  await expect(line(page, 'Boats')).toBeHidden()
  await line(page, 'Chess').click()
  await expect(composer(page)).toHaveValue('half a move')
  await goTo(page, 'Office')
  await line(page, 'Boats').click()
  await expect(composer(page)).toHaveValue('half a boat')
})

test('what comes and what waits in one space goes on while another is on screen', async ({
  desk: { page },
  spaces: { office },
}) => {
  const ann = await voice(office.url, 'Ann')
  const ben = await voice(office.url, 'Ben')
  await ben.say(ben.with(ann.id), 'Ahoy')
  const badge = rail(page).getByRole('button', { name: /^Office/ })
  await expect(badge).toContainText('1 unread message')
  await goTo(page, 'Office')
  await line(page, 'Ben').click()
  await expect(message(page, 'Ahoy')).toBeVisible()
  await office.kill()
  await write(page, 'written while nobody was there')
  await expect(message(page, 'written while nobody was there')).toBeVisible()
  await goTo(page, 'Club')
  await expect(line(page, 'Chess')).toBeVisible()
  await office.start()
  const again = await voice(office.url, 'Ben')
  const texts = async () =>
    JSON.stringify(await again.rest('GET', `/conversations/${ben.with(ann.id)}/events`))
  await expect.poll(texts, { timeout: 30_000 }).toContain('written while nobody was there')
  await expect(line(page, 'Chess')).toBeVisible()
})

test('a notification names its space and leads there, to its conversation', async ({
  desk: { electron, page },
  spaces: { office },
}) => {
  await electron.evaluate(({ Notification }) => {
    const shown: Electron.Notification[] = []
    Reflect.set(globalThis, 'shown', shown)
    Notification.isSupported = () => true
    Notification.prototype.show = function show(this: Electron.Notification) {
      shown.push(this)
    }
  })
  const ann = await voice(office.url, 'Ann')
  const ben = await voice(office.url, 'Ben')
  await ben.say(ben.with(ann.id), 'Ahoy')
  const titles = () =>
    electron.evaluate(() =>
      (Reflect.get(globalThis, 'shown') as Electron.Notification[]).map(({ title }) => title),
    )
  await expect.poll(titles).toEqual(['Ben · Office'])
  await electron.evaluate(() => {
    const [first] = Reflect.get(globalThis, 'shown') as Electron.Notification[]
    first!.emit('click')
  })
  await expect(message(page, 'Ahoy')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Office', exact: true }).first()).toBeVisible()
})

test('the quick switcher and a number lead to the other space, and say which it is', async ({
  desk: { page },
}) => {
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('combobox', { name: 'Search or jump to' }).fill('boa')
  const boats = page.getByRole('option', { name: /Boats.*Office/ })
  await expect(boats).toBeVisible()
  await boats.click()
  await expect(page.getByRole('heading', { level: 1, name: 'Boats' })).toBeVisible()
  await page.keyboard.press('ControlOrMeta+2')
  await expect(line(page, 'Chess')).toBeVisible()
})

test('a space is taken out of the app by whoever was told what goes with it', async ({
  desk: { page },
  spaces: { club },
}) => {
  await write(page, 'while it was there')
  await expect(sent(page, 'while it was there')).toBeVisible()
  await club.kill()
  await write(page, 'never sent')
  await expect(message(page, 'never sent')).toBeVisible()
  await rail(page).getByRole('button', { name: /^Club/ }).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Remove from this app' }).click()
  const question = page.getByRole('alertdialog', { name: 'Remove Club from this app?' })
  await expect(question).toContainText('lost then: Chess (1)')
  await question.getByRole('button', { name: 'Remove' }).click()
  await expect(line(page, 'Boats')).toBeVisible()
  expect(await page.evaluate(() => window.parley!.spaces.list())).toMatchObject([
    { name: 'Office' },
  ])
})
