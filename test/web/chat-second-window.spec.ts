import {
  composer,
  findAndOpen,
  line,
  message,
  messages,
  register,
  sent,
  write,
} from '../fixtures/at-the-window.ts'
import { expect, test } from '../fixtures/test.ts'
import { voice } from '../fixtures/voice.ts'

test('two windows of one person show and do the same', async ({ person, space, pageErrors }) => {
  const ann = await person('Ann')
  await register(ann)
  const ben = await voice(space.url, 'Ben')
  await findAndOpen(ann.page, 'Ben')
  await write(ann.page, 'from the first window')
  await expect(sent(ann.page, 'from the first')).toBeVisible()

  const second = await ann.page.context().newPage()
  pageErrors.watch(second, 'Ann’s second window')
  await second.goto(ann.page.url())
  await expect(message(second, 'from the first window')).toBeVisible()
  await write(second, 'from the second window')
  for (const page of [ann.page, second]) {
    await expect(sent(page, 'from the second')).toBeVisible()
    await expect(messages(page)).toHaveCount(2)
  }

  // Whoever writes in one window has left the other.
  await composer(ann.page).blur()
  await composer(second).fill('half a thought')
  await composer(second).blur()
  await expect(composer(ann.page)).toHaveValue('half a thought')

  const conversation = await second.evaluate(() => location.hash.split('/')[2]!)
  await second.bringToFront()
  await ben.say(conversation, 'seen in one, read in both')
  for (const page of [ann.page, second]) {
    await expect(message(page, 'seen in one')).toBeVisible()
    await expect(line(page, 'Ben')).not.toContainText('unread')
  }
})
