import { composer, findAndOpen, message, register, write } from '../fixtures/at-the-window.ts'
import { expect, test } from '../fixtures/test.ts'
import { voice } from '../fixtures/voice.ts'

/** In a browser alone: the app leaves room for its system buttons, which stay where the real window has them. */
test('everything fits at 3840 by 2160, and lines stay short enough to read', async ({
  person,
  space,
}, testInfo) => {
  const ann = await person('Ann')
  await register(ann)
  const ben = await voice(space.url, 'Ben')
  const { page } = ann
  await findAndOpen(page, 'Ben')
  await write(page, 'hello')
  const conversation = await page.evaluate(() => location.hash.split('/')[2]!)
  await ben.say(conversation, 'A long story with many words in it. '.repeat(60))
  await ben.say(conversation, `\`\`\`\n${'a long line of code '.repeat(60)}\n\`\`\``)
  const story = message(page, 'A long story').getByRole('paragraph')
  await expect(story).toBeVisible()

  await page.setViewportSize({ width: 3840, height: 2160 })
  await page.getByRole('main').getByRole('button', { name: 'Details' }).click()
  await page.getByRole('complementary').getByRole('heading', { name: 'Ben' }).waitFor()
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(3840)
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth))
    .toBeLessThanOrEqual(0)
  await expect(composer(page)).toBeInViewport({ ratio: 1 })
  await expect(page.getByRole('complementary')).toBeInViewport({ ratio: 1 })
  for (const text of ['A long story', 'a long line of code']) {
    const box = await message(page, text).locator('.content').boundingBox()
    expect(box!.width, text).toBeLessThanOrEqual(820)
  }
  expect((await story.boundingBox())!.width).toBeGreaterThan(600)
  await testInfo.attach('3840 × 2160', {
    body: await page.screenshot(),
    contentType: 'image/png',
  })
})
