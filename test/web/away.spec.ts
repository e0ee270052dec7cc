import { register } from '../fixtures/at-the-window.ts'
import { expect, test } from '../fixtures/test.ts'
import { voice } from '../fixtures/voice.ts'

const MINUTE = 60_000

test('one is away once nothing was touched for five minutes, and not by looking elsewhere', async ({
  person,
  space,
}) => {
  test.setTimeout(120_000)
  const ann = await person('Ann')
  const { page } = ann
  await register(ann)
  const ben = await voice(space.url, 'Ben')
  type Found = { people: { presence: { state: string } }[] }
  const state = async () => {
    const { people } = (await ben.rest('GET', '/users?query=Ann')) as Found
    return people[0]?.presence.state
  }
  await page.clock.install()
  await page.reload()
  await expect(page.getByRole('link', { name: 'Find people' }).first()).toBeVisible()
  await expect.poll(state).toBe('online')

  await page.evaluate(() => window.dispatchEvent(new Event('blur')))
  await page.clock.fastForward(4 * MINUTE)
  expect(await state()).toBe('online')
  await page.clock.fastForward(MINUTE)
  await expect.poll(state).toBe('away')
  await page.mouse.move(200, 200)
  await expect.poll(state).toBe('online')
})
