import type { Page } from '@playwright/test'
import { register } from './fixtures/at-the-window.ts'
import { openPeople, row } from './fixtures/lists.ts'
import { expect, test } from './fixtures/test.ts'

const names = [
  'Bartholomew Featherstonehaugh-Cholmondeley the Third of Nowhere'.slice(0, 40),
  'Wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww',
  'محمد عبد الرحمن بن خالد آل سعيد الطويل',
  'דוד כהן',
  '山田 太郎',
  '🦊 Fox',
]

async function addPerson(url: string, name: string): Promise<void> {
  const answer = await fetch(`${url}/api/v1/users`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, password: 'correct horse battery', device: 'a test' }),
  })
  expect(answer.status).toBe(200)
}

/** How far anything in the window reaches beyond its width. */
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

test('names of any length and script stand in their row, and are cut where they end', async ({
  person,
  space,
}, testInfo) => {
  const ann = await person('Ann')
  await register(ann)
  for (const name of names) await addPerson(space.url, name)
  await openPeople(ann.page)
  await expect(row(ann.page)).toHaveCount(names.length + 1)

  for (const width of [360, 900, 1440]) {
    await ann.page.setViewportSize({ width, height: 800 })
    await expect.poll(() => overflow(ann.page)).toBe(0)
    for (const name of names) {
      const words = ann.page.getByText(name, { exact: true })
      const box = (await words.boundingBox())!
      expect(box.x + box.width, name).toBeLessThanOrEqual(width)
    }
    const picture = await ann.page.screenshot()
    await testInfo.attach(`people at ${width}`, { body: picture, contentType: 'image/png' })
  }
  const arabic = ann.page.getByText(names[2]!, { exact: true })
  expect(await arabic.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl')
})
