import type { Page } from '@playwright/test'
import { composer, findAndOpen, line, message, register, write } from '../fixtures/at-the-window.ts'
import { axeFindings } from '../fixtures/axe-findings.ts'
import { expect, test } from '../fixtures/test.ts'
import { voice } from '../fixtures/voice.ts'

// A tip only says again what it belongs to, beside it and so in no landmark.
const findings = (page: Page) => axeFindings(page, '[role=tooltip]')

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - innerWidth)

test('axe finds nothing in a conversation, whatever is open in it, in both themes', async ({
  person,
  space,
}) => {
  test.setTimeout(240_000)
  const ann = await person('Ann')
  await register(ann)
  const ben = await voice(space.url, 'Ben')
  const { page } = ann
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await findAndOpen(page, 'Ben')
  expect(await findings(page), 'before the first message').toEqual([])
  await write(page, 'hello **there**, see https://example.org and `code`')
  const conversation = await page.evaluate(() => location.hash.split('/')[2]!)
  const asked = await ben.say(conversation, 'a question\n\n```ts\nconst a = 1\n```\n- one\n- two')
  await ben.say(conversation, '| a | b |\n|---|---|\n| 1 | 2 |\n\n> quoted')
  await ben.write(conversation, { kind: 'message', text: 'an answer', replyTo: asked })
  await ben.write(conversation, { kind: 'react', target: asked, emoji: '👍', on: true })
  await ben.say(conversation, 'z'.repeat(3_000))
  await ben.type(conversation, true)
  await expect(page.getByRole('button', { name: 'Show more' })).toBeVisible()

  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await test.step(`${colorScheme}: messages`, async () => {
      await message(page, 'an answer').focus()
      await page.keyboard.press('ArrowUp')
      expect(await findings(page)).toEqual([])
    })
    await test.step(`${colorScheme}: menu, emoji, completions`, async () => {
      await message(page, 'an answer').click({ button: 'right' })
      await page.getByRole('menuitem', { name: /Reply/ }).waitFor()
      expect(await findings(page)).toEqual([])
      await page.keyboard.press('Escape')
      await composer(page).fill('@b')
      await composer(page).press('End')
      await composer(page).pressSequentially('e')
      await page.getByRole('option', { name: 'Ben' }).waitFor()
      expect(await findings(page)).toEqual([])
      await composer(page).fill('')
    })
    await test.step(`${colorScheme}: search and details`, async () => {
      await page.getByRole('button', { name: 'Search in this conversation' }).click()
      await page.getByRole('complementary').getByRole('searchbox').fill('question')
      await page.getByText('1 result').waitFor()
      expect(await findings(page)).toEqual([])
      await page.getByRole('main').getByRole('button', { name: 'Details' }).click()
      await page.getByRole('complementary').getByRole('heading', { name: 'Ben' }).waitFor()
      expect(await findings(page)).toEqual([])
      await page.getByRole('main').getByRole('button', { name: 'Details' }).click()
    })
  }

  await test.step('offline', async () => {
    await space.kill()
    await write(page, 'while away')
    await expect(page.getByText(/waiting and will be sent/)).toBeVisible()
    expect(await findings(page)).toEqual([])
  })
})

test('everything fits and can be reached from 360 pixels on, and at twice the size', async ({
  person,
  space,
}, testInfo) => {
  const ann = await person('Ann')
  await register(ann)
  const ben = await voice(space.url, 'Ben with a rather long name')
  const { page } = ann
  await findAndOpen(page, 'Ben with a rather long name')
  await write(page, 'hello')
  const conversation = await page.evaluate(() => location.hash.split('/')[2]!)
  await ben.say(
    conversation,
    '```ts\nconst line = "that is much too long for a narrow window, far and away"\n```',
  )
  await ben.say(
    conversation,
    '| a wide | table | of many | columns | and words |\n|-|-|-|-|-|\n| 1 | 2 | 3 | 4 | 5 |',
  )

  for (const [width, height] of [
    [360, 640],
    [640, 400],
    [720, 500],
  ] as const) {
    await page.setViewportSize({ width, height })
    await expect(composer(page)).toBeInViewport()
    await expect.poll(() => overflow(page)).toBeLessThanOrEqual(0)
    await testInfo.attach(`${width} × ${height}`, {
      body: await page.screenshot(),
      contentType: 'image/png',
    })
  }
  await page.setViewportSize({ width: 360, height: 640 })
  await page.getByRole('button', { name: 'Back' }).click()
  await expect(line(page, 'Ben with a rather long name')).toBeInViewport()
  await line(page, 'Ben with a rather long name').click()
  await expect(composer(page)).toBeInViewport()
})
