import type { Page } from '@playwright/test'
import {
  findAndOpen,
  line,
  message,
  messages,
  register,
  sent,
  write,
} from './fixtures/at-the-window.ts'
import { createGroup } from './fixtures/lists.ts'
import type { Person } from './fixtures/person.ts'
import type { Space } from './fixtures/space.ts'
import { expect, test } from './fixtures/test.ts'
import { voice, type Voice } from './fixtures/voice.ts'

const many = (count: number, what = 'message') =>
  Array.from({ length: count }, (_, index) =>
    index % 7 === 0 ? `${what} ${index}\n\nwith a second paragraph` : `${what} ${index}`,
  )

/** A conversation with a past, opened by its other side once it has one. */
async function past(page: Page, ben: Voice, count: number): Promise<string> {
  await findAndOpen(page, 'Ben')
  await write(page, 'the first of all')
  await expect(sent(page, 'the first of all')).toBeVisible()
  const conversation = await page.evaluate(() => location.hash.split('/')[2]!)
  await page.getByRole('link', { name: 'Find people' }).first().click()
  await ben.sayAll(conversation, many(count))
  await expect(line(page, 'Ben')).toContainText(`message ${count - 1}`)
  return conversation
}

/** Ann at the end of a conversation with a past, which she has read. */
async function readPast(
  person: (name: string) => Promise<Person>,
  space: Space,
  count: number,
): Promise<{ page: Page; ben: Voice; conversation: string }> {
  const ann = await person('Ann')
  await register(ann)
  const ben = await voice(space.url, 'Ben')
  const { page } = ann
  const conversation = await past(page, ben, count)
  await line(page, 'Ben').click()
  await page.getByRole('button', { name: /^Jump to the newest/ }).click()
  await expect(message(page, `message ${count - 1}`)).toBeInViewport()
  return { page, ben, conversation }
}

/** Scrolling by wheel is smooth: resolves once ten frames have shown the same place. */
const atRest = (page: Page) =>
  page.getByRole('log').evaluate(
    (log) =>
      new Promise<void>((done) => {
        let last = log.scrollTop
        let same = 0
        requestAnimationFrame(function look() {
          same = log.scrollTop === last ? same + 1 : 0
          last = log.scrollTop
          if (same === 10) done()
          else requestAnimationFrame(look)
        })
      }),
  )

test('one begins to read at the unread line, and goes to the newest with a press', async ({
  person,
  space,
}) => {
  const ann = await person('Ann')
  await register(ann)
  const ben = await voice(space.url, 'Ben')
  const { page } = ann
  await past(page, ben, 60)
  await expect(line(page, 'Ben')).toContainText('60 unread')

  await line(page, 'Ben').click()
  await expect(page.getByRole('separator', { name: 'New' })).toBeInViewport()
  await expect(message(page, 'message 0')).toBeInViewport()
  await expect(line(page, 'Ben')).toContainText('unread')
  await page.getByRole('button', { name: /^Jump to the newest/ }).click()
  await expect(message(page, 'message 59')).toBeInViewport()
  await expect(page.getByRole('button', { name: /^Jump to the newest/ })).toHaveCount(0)
  await expect(line(page, 'Ben')).not.toContainText('unread')
})

test('earlier messages come without what is read moving', async ({ person, space }) => {
  const { page } = await readPast(person, space, 240)

  // Between two frames all rows that stay move alike: none jumps over the others.
  await page.evaluate(() => {
    const log = document.querySelector('[role=log]')!
    const jumps: number[] = []
    let before = new Map<string, number>()
    Object.assign(globalThis, { jumps })
    requestAnimationFrame(function look() {
      const now = new Map<string, number>()
      for (const row of log.querySelectorAll<HTMLElement>('[data-row]')) {
        now.set(row.dataset.row!, row.getBoundingClientRect().top)
      }
      const moves = [...now].flatMap(([key, top]) =>
        before.has(key) && top > 60 && top < 600 ? top - before.get(key)! : [],
      )
      if (moves.length > 0) jumps.push(Math.max(...moves) - Math.min(...moves))
      before = now
      requestAnimationFrame(look)
    })
  })
  await page.getByRole('log').hover()
  await expect(async () => {
    await page.mouse.wheel(0, -700)
    await expect(message(page, 'the first of all')).toBeInViewport({ timeout: 100 })
  }).toPass({ timeout: 45_000 })
  await expect(page.getByText('This is the beginning of your conversation with')).toBeVisible()
  const jumps = await page.evaluate(() => (globalThis as unknown as { jumps: number[] }).jumps)
  expect(jumps.length).toBeGreaterThan(10)
  expect(Math.max(...jumps)).toBeLessThan(2)
})

test('whoever reads further up is left there, and told how many came', async ({
  person,
  space,
}) => {
  const { page, ben, conversation } = await readPast(person, space, 60)
  await expect(line(page, 'Ben')).not.toContainText('unread')

  await page.getByRole('log').hover()
  await page.mouse.wheel(0, -900)
  await atRest(page)
  const top = messages(page).nth(8)
  const label = await top.innerText()
  const place = (await top.boundingBox())!.y
  await ben.sayAll(conversation, ['one more', 'and one'])
  await expect(
    page.getByRole('button', { name: 'Jump to the newest, 2 new messages' }),
  ).toBeVisible()
  expect((await message(page, label).first().boundingBox())!.y).toBeCloseTo(place, 0)
})

test('whoever reads the end stays there, however much comes and whatever the window does', async ({
  person,
  space,
}) => {
  const ann = await person('Ann')
  await register(ann)
  const ben = await voice(space.url, 'Ben')
  const { page } = ann
  await findAndOpen(page, 'Ben')
  /** Pixels between a message and the end of the list; not a number while the message is not drawn. */
  const below = async (text: string) => {
    const [row, list] = await Promise.all([
      message(page, text).boundingBox(),
      page.getByRole('log').boundingBox(),
    ])
    return row && list ? list.y + list.height - row.y - row.height : NaN
  }
  const isAtEnd = (text: string) =>
    expect.poll(async () => Math.abs((await below(text)) - 12), { message: text }).toBeLessThan(12)

  await write(page, 'the first of all')
  await expect(sent(page, 'the first of all')).toBeVisible()
  const size = page.viewportSize() ?? { width: 1180, height: 760 }
  await page.setViewportSize({ width: 800, height: 500 })
  await page.setViewportSize(size)
  await isAtEnd('the first of all')

  await ben.sayAll(await page.evaluate(() => location.hash.split('/')[2]!), many(60))
  await isAtEnd('message 59')
  await page.setViewportSize({ width: 800, height: 500 })
  await isAtEnd('message 59')
  await page.setViewportSize(size)
  await isAtEnd('message 59')
})

test('words are found, marked, and lead to their message in its place', async ({
  person,
  space,
}) => {
  const ann = await person('Ann')
  await register(ann)
  const ben = await voice(space.url, 'Ben')
  const { page } = ann
  await findAndOpen(page, 'Ben')
  await write(page, 'the first of all')
  const conversation = await page.evaluate(() => location.hash.split('/')[2]!)
  await ben.say(conversation, 'the key is under the **flowerpot**')
  await ben.sayAll(conversation, many(150))
  await expect(message(page, 'message 149')).toBeVisible()

  await page.getByRole('button', { name: 'Search in this conversation' }).click()
  const panel = page.getByRole('complementary', { name: 'Search' })
  await panel.getByRole('searchbox').fill('flower')
  await expect(panel.getByText('1 result')).toBeVisible()
  await expect(panel.locator('mark')).toHaveText('flowerpot')
  await panel.getByRole('button', { name: /flowerpot/ }).click()
  await expect(message(page, 'flowerpot')).toBeInViewport()
  await expect(page.getByRole('button', { name: /^Jump to the newest/ })).toBeVisible()

  await panel.getByRole('searchbox').fill('nothing like it')
  await expect(panel.getByText('Nothing found for “nothing like it”')).toBeVisible()

  await createGroup(page, 'Boats')
  await page.getByRole('button', { name: 'Search in this conversation' }).click()
  await panel.getByRole('combobox', { name: 'Search' }).selectOption('In all conversations')
  await panel.getByRole('searchbox').fill('flower')
  await panel.getByRole('button', { name: /flowerpot/ }).click()
  await expect(message(page, 'flowerpot')).toBeInViewport()
  await expect(panel.getByText('1 result')).toBeVisible()
  // What is loaded below it comes, and what is said meanwhile: neither takes the reader along.
  await ben.say(conversation, 'nothing under it now')
  await expect(page.getByRole('button', { name: /^Jump to the newest/ })).toHaveText(/1/)
  await expect(message(page, 'flowerpot')).toBeInViewport()
})

test('an address leads to the message that it names, where nothing is loaded yet', async ({
  person,
  space,
}) => {
  const { page } = await readPast(person, space, 150)
  await page.evaluate(() => {
    location.hash = `${location.hash.split('?')[0]}?at=2`
    location.reload()
  })
  await expect(message(page, 'message 0')).toBeInViewport()
  await expect(message(page, 'message 149')).not.toBeInViewport()
})
