import { copyFile, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
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
import type { Space } from './fixtures/space.ts'
import { temporaryFolder } from './fixtures/temporary-folder.ts'
import { expect, test } from './fixtures/test.ts'
import { voice } from './fixtures/voice.ts'

const WHY = 'The space was restored or replaced since you wrote this.'
const NEWS = 'This space was restored from a backup, or replaced'

/** Puts a backup in the place of the space, as the page for operators says. */
async function putBack(space: Space, backup: string): Promise<void> {
  for (const file of await readdir(space.data))
    if (file.startsWith('parley')) await rm(join(space.data, file))
  await copyFile(backup, join(space.data, 'parley.db'))
}

test('a space that was put back from a backup sends nothing by itself, and says why', async ({
  person,
  space,
}) => {
  test.setTimeout(120_000)
  const folder = await temporaryFolder('backup')
  const backup = join(folder.path, 'space.db')
  const ann = await person('Ann')
  const { page } = ann
  await register(ann)
  const ben = await voice(space.url, 'Ben')
  await findAndOpen(page, 'Ben')
  await write(page, 'before the backup')
  await expect(sent(page, 'before the backup')).toBeVisible()
  await space.backUp(backup)
  await write(page, 'after the backup')
  await expect(sent(page, 'after the backup')).toBeVisible()
  ben.leave()

  await space.kill()
  for (const text of ['to send again', 'to mend', 'to discard']) await write(page, text)
  await composer(page).fill('half a tho')
  await putBack(space, backup)
  await space.start()

  await expect(page.getByText(NEWS)).toBeVisible({ timeout: 45_000 })
  await expect(messages(page)).toContainText([
    'before the backup',
    'to send again',
    'to mend',
    'to discard',
  ])
  await expect(message(page, 'after the backup')).toHaveCount(0)
  for (const text of ['to send again', 'to mend', 'to discard'])
    await expect(message(page, text)).toContainText(WHY)
  await expect(line(page, 'Ben').getByRole('img', { name: '3 not sent' })).toBeVisible()
  await expect(composer(page)).toHaveValue('half a tho')

  await message(page, 'to discard').getByRole('button', { name: 'Discard' }).click()
  await expect(message(page, 'to discard')).toHaveCount(0)
  await composer(page).fill('')
  await message(page, 'to mend').getByRole('button', { name: 'Edit' }).click()
  await expect(composer(page)).toHaveValue('to mend')
  await write(page, 'mended')
  await message(page, 'to send again').getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText(WHY)).toHaveCount(0)
  for (const text of ['mended', 'to send again']) await expect(sent(page, text)).toBeVisible()

  await ann.reopen()
  await line(ann.page, 'Ben').click()
  await expect(messages(ann.page)).toHaveCount(3)
  await expect(ann.page.getByText(NEWS)).toHaveCount(0)
  await folder.remove()
})
