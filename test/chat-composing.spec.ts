import type { Page } from '@playwright/test'
import {
  composer,
  findAndOpen,
  line,
  message,
  messages,
  register,
  sent,
  write,
} from './fixtures/at-the-window.ts'
import { expect, test } from './fixtures/test.ts'
import { voice } from './fixtures/voice.ts'

const mod = (page: Page) =>
  page.evaluate(() => (/mac/i.test(navigator.platform) ? 'Meta' : 'Control'))

test('Enter sends, Shift+Enter begins a line, and an input method keeps its Enter', async ({
  person,
  space,
}) => {
  const ann = await person('Ann')
  await register(ann)
  await voice(space.url, 'Ben')
  const { page } = ann
  await findAndOpen(page, 'Ben')

  await composer(page).pressSequentially('one')
  await composer(page).press('Shift+Enter')
  await composer(page).pressSequentially('two')
  await expect(composer(page)).toHaveValue('one\ntwo')
  for (const composing of [{ isComposing: true }, { keyCode: 229 }]) {
    await composer(page).dispatchEvent('keydown', { key: 'Enter', ...composing })
  }
  await expect(messages(page)).toHaveCount(0)
  await composer(page).press('Enter')
  await expect(message(page, 'one')).toContainText('two')
  await expect(composer(page)).toHaveValue('')
  await expect(composer(page)).toBeFocused()
})

test('Up edits the last message, Escape brings back what was being written', async ({
  person,
  space,
}) => {
  const ann = await person('Ann')
  await register(ann)
  await voice(space.url, 'Ben')
  const { page } = ann
  await findAndOpen(page, 'Ben')
  await write(page, 'tomorow')
  await expect(sent(page, 'tomorow')).toBeVisible()

  await composer(page).press('ArrowUp')
  await expect(page.getByText('You are editing a message')).toBeVisible()
  await expect(composer(page)).toHaveValue('tomorow')
  await write(page, 'tomorrow')
  await expect(message(page, 'tomorrow')).toContainText('edited')
  await expect(messages(page)).toHaveCount(1)

  await composer(page).fill('half a thought')
  // What said so is gone, and the message follows: it must not move from under the pointer.
  const gap = async (): Promise<number> => {
    const [above, below] = await Promise.all([
      message(page, 'tomorrow').boundingBox(),
      composer(page).boundingBox(),
    ])
    return below!.y - above!.y - above!.height
  }
  await expect.poll(gap).toBeLessThan(20)
  await message(page, 'tomorrow').hover()
  // As a hand does, which comes to rest: a row that comes under a pointer at rest is not pointed at.
  const place = (await message(page, 'tomorrow').boundingBox())!
  await page.mouse.move(place.x + 60, place.y + place.height / 2, { steps: 4 })
  await page.getByRole('toolbar').getByRole('button', { name: 'Edit' }).click()
  await expect(composer(page)).toHaveValue('tomorrow')
  await composer(page).press('Escape')
  await expect(composer(page)).toHaveValue('half a thought')
})

test('a draft stays with its conversation, is marked in the list, and survives a restart', async ({
  person,
  space,
}) => {
  const ann = await person('Ann')
  await register(ann)
  const ben = await voice(space.url, 'Ben')
  const cleo = await voice(space.url, 'Cleo')
  await findAndOpen(ann.page, 'Ben')
  await write(ann.page, 'hello')
  await composer(ann.page).fill('to Ben, later')
  await findAndOpen(ann.page, 'Cleo')
  await expect(composer(ann.page)).toHaveValue('')
  await expect(line(ann.page, 'Ben')).toContainText('Draft: to Ben, later')

  await ann.reopen()
  await line(ann.page, 'Ben').click()
  await expect(composer(ann.page)).toHaveValue('to Ben, later')
  ben.leave()
  cleo.leave()
})

test('a reply quotes its message, and leads back to it', async ({ person, space }) => {
  const ann = await person('Ann')
  await register(ann)
  const ben = await voice(space.url, 'Ben')
  const { page } = ann
  await findAndOpen(page, 'Ben')
  await write(page, 'begin')
  const conversation = await conversationOf(page)
  await ben.say(conversation, 'Who brings the tent?')
  await ben.sayAll(
    conversation,
    Array.from({ length: 40 }, (_, index) => `chatter ${index}`),
  )
  await expect(message(page, 'chatter 39')).toBeVisible()

  await page.getByRole('log').hover()
  await page.mouse.wheel(0, -10_000)
  await message(page, 'Who brings the tent?').hover()
  await page.getByRole('toolbar').getByRole('button', { name: 'Reply' }).click()
  await expect(page.getByText(/Replying to \W*Ben/)).toBeVisible()
  await expect(composer(page)).toBeFocused()
  await write(page, 'I do')
  const answer = message(page, 'I do')
  await expect(answer).toContainText('Who brings the tent?')
  await answer.getByRole('button', { name: /Who brings the tent/ }).click()
  await expect(
    messages(page)
      .filter({ hasText: /^Who brings|Who brings the tent\?$/ })
      .first(),
  ).toBeInViewport()
})

test('names, emoji and marks are completed and put in by keys', async ({ person, space }) => {
  const ann = await person('Ann')
  await register(ann)
  const ben = await voice(space.url, 'Benjamin Blum')
  const { page } = ann
  await findAndOpen(page, 'Benjamin Blum')
  await write(page, 'hi')
  await ben.say(await conversationOf(page), 'hello')
  await expect(message(page, 'hello')).toBeVisible()

  await composer(page).pressSequentially('@benj')
  await expect(page.getByRole('option', { name: /Benjamin Blum/ })).toBeVisible()
  await composer(page).press('Enter')
  await expect(composer(page)).toHaveValue('@Benjamin Blum ')
  await composer(page).pressSequentially('party :tad')
  await expect(page.getByRole('option', { name: ':tada:' })).toBeVisible()
  await composer(page).press('Tab')
  await expect(composer(page)).toHaveValue('@Benjamin Blum party 🎉 ')
  await composer(page).pressSequentially(':heart:')
  await expect(composer(page)).toHaveValue('@Benjamin Blum party 🎉 ❤️')

  await composer(page).fill('loud')
  await composer(page).press('ControlOrMeta+a')
  await composer(page).press(`${await mod(page)}+b`)
  await expect(composer(page)).toHaveValue('**loud**')
  await composer(page).press('Enter')
  await expect(message(page, 'loud').locator('strong')).toHaveText('loud')
})

test('a text that is too long is refused in words, and none of it is lost', async ({
  person,
  space,
}) => {
  const ann = await person('Ann')
  await register(ann)
  await voice(space.url, 'Ben')
  const { page } = ann
  await findAndOpen(page, 'Ben')
  const long = 'x'.repeat(10_003)
  await composer(page).fill(long)
  await composer(page).press('Enter')
  await expect(page.getByText('3 characters too many')).toBeVisible()
  await expect(composer(page)).toHaveValue(long)
  await expect(messages(page)).toHaveCount(0)
  await composer(page).fill(long.slice(3))
  await expect(page.getByText('0 characters left')).toBeVisible()
  await composer(page).press('Enter')
  await expect(messages(page)).toHaveCount(1)
  await expect(page.getByRole('button', { name: 'Show more' })).toBeVisible()
})

/** The conversation that is on screen. */
async function conversationOf(page: Page): Promise<string> {
  return page.evaluate(() => location.hash.split('/')[2]!.split('?')[0]!)
}
