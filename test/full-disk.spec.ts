import { join } from 'node:path'
import { findAndOpen, line, message, register, sent, write } from './fixtures/at-the-window.ts'
import { keepFull, mountSmall, writeUntilFull } from './fixtures/small-disk.ts'
import { expect, test } from './fixtures/test.ts'
import { voice } from './fixtures/voice.ts'

test('a space whose disk is full says so, loses nothing, and goes on once there is room', async ({
  person,
  space,
}) => {
  test.setTimeout(180_000)
  await space.stop()
  const disk = mountSmall(space.data)
  test.skip(disk === null, 'needs the right to mount: run as root')
  try {
    await space.start()
    const [ann, ben] = [await person('Ann'), await voice(space.url, 'Ben')]
    const { page } = ann
    await register(ann)
    await findAndOpen(page, 'Ben')
    await write(page, 'there is room')
    await expect(sent(page, 'there is room')).toBeVisible()

    const ballast = keepFull(join(space.data, 'ballast'))
    await writeUntilFull(ben)
    await write(page, 'to be kept')
    await write(page, 'to be given up')
    await expect(page.getByText('The space has run out of disk space.')).toBeVisible()
    await expect(page.getByText('2 messages are waiting and will be sent.')).toBeVisible()
    await expect(
      message(page, 'to be kept').getByRole('img', { name: 'Waiting to be sent' }),
    ).toBeVisible()

    await test.step('what the space did not take can be given up', async () => {
      await message(page, 'to be given up').click({ button: 'right' })
      await page.getByRole('menuitem', { name: 'Discard' }).click()
      await expect(message(page, 'to be given up')).toHaveCount(0)
      await expect(page.getByText('1 message is waiting and will be sent.')).toBeVisible()
    })

    await ballast.stop()
    await expect(sent(page, 'to be kept')).toBeVisible({ timeout: 60_000 })
    await expect(page.getByText('The space has run out of disk space.')).toHaveCount(0)
    await expect(line(page, 'Ben')).toContainText('to be kept')
  } finally {
    disk?.unmount()
  }
})
