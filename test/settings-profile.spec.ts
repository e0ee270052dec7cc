import { crc32, deflateSync } from 'node:zlib'
import { register } from './fixtures/at-the-window.ts'
import { goTo, openPeople, rowOf } from './fixtures/lists.ts'
import { expect, test } from './fixtures/test.ts'

/** A PNG of one colour, wider than it is high. */
function png(width: number, height: number, [red, green, blue]: [number, number, number]): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const frame = Buffer.alloc(8)
    frame.writeUInt32BE(data.length, 0)
    frame.writeUInt32BE(crc32(body), 4)
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const line = Buffer.concat([Buffer.of(0), Buffer.alloc(width * 3, Buffer.of(red, green, blue))])
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => line)))
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

test('a picture is cut to a small square, and the others see it', async ({ person }) => {
  const [ann, ben] = await Promise.all([person('Ann'), person('Ben')])
  await Promise.all([register(ann), register(ben)])
  await openPeople(ben.page)
  await expect(rowOf(ben.page, 'Ann')).toBeVisible()
  await expect(rowOf(ben.page, 'Ann').locator('img')).toHaveCount(0)

  await goTo(ann.page, '/settings/profile')
  await ann.page.locator('input[type=file]').setInputFiles({
    name: 'me.png',
    mimeType: 'image/png',
    buffer: png(900, 600, [200, 30, 60]),
  })
  const dialog = ann.page.getByRole('dialog', { name: 'Choose the part that is shown' })
  await dialog.getByRole('slider', { name: 'Size' }).fill('2')
  await dialog.getByRole('group').press('ArrowRight')
  await dialog.getByRole('button', { name: 'Use this picture' }).click()
  await expect(dialog).toHaveCount(0)

  const picture = rowOf(ben.page, 'Ann').locator('img')
  await expect(picture).toBeVisible()
  await expect
    .poll(() => picture.evaluate((img: HTMLImageElement) => [img.naturalWidth, img.naturalHeight]))
    .toEqual([256, 256])
  const sent = await ben.page.request.get((await picture.getAttribute('src'))!)
  expect(sent.headers()['content-type']).toBe('image/webp')

  await ann.page.getByRole('button', { name: 'Remove' }).click()
  await expect(picture).toHaveCount(0)
})

test('a file that is no picture is refused in words, and nothing changes', async ({ person }) => {
  const ann = await person('Ann')
  await register(ann)
  await goTo(ann.page, '/settings/profile')
  await ann.page.locator('input[type=file]').setInputFiles({
    name: 'me.png',
    mimeType: 'image/png',
    buffer: Buffer.from('not a picture'),
  })
  await expect(ann.page.getByRole('main').getByRole('alert')).toContainText(
    'This file is not a picture that can be shown',
  )
})

test('a colour and a name are seen by the others', async ({ person }) => {
  const [ann, ben] = await Promise.all([person('Ann'), person('Ben')])
  await Promise.all([register(ann), register(ben)])
  await openPeople(ben.page)
  await expect(rowOf(ben.page, 'Ann')).toBeVisible()

  await goTo(ann.page, '/settings/profile')
  const teal = ann.page.getByRole('radio', { name: 'Teal' })
  await teal.click()
  await expect(teal).toBeChecked()
  const background = (locator: ReturnType<typeof rowOf>) =>
    locator.evaluate((element) => getComputedStyle(element).backgroundColor)
  const chosen = await background(teal)
  await expect
    .poll(() => background(rowOf(ben.page, 'Ann').getByText('A', { exact: true })))
    .toBe(chosen)

  await ann.page.getByLabel('Display name').fill('Ann \u200b')
  await ann.page.getByRole('button', { name: 'Save' }).click()
  await expect(ann.page.getByText('This name holds invisible characters.')).toBeVisible()
  await ann.page.getByLabel('Display name').fill('Ann of Green Gables')
  await ann.page.getByRole('button', { name: 'Save' }).click()
  await expect(rowOf(ben.page, 'Ann of Green Gables')).toBeVisible()
})
