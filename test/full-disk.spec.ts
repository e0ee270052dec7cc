import { execFileSync } from 'node:child_process'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { findAndOpen, line, message, register, sent, write } from './fixtures/at-the-window.ts'
import { expect, test } from './fixtures/test.ts'
import { voice, type Voice } from './fixtures/voice.ts'

/** A file system of a few megabytes of its own; null where this process may not have one. */
function mountSmall(folder: string): (() => void) | null {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16m,mode=700', 'tmpfs', folder], {
      stdio: 'ignore',
    })
  } catch {
    return null
  }
  return () => void execFileSync('umount', ['-l', folder])
}

/** Leaves no byte free, and takes whatever becomes free, until it is stopped. */
function keepFull(file: string): { stop(): Promise<void> } {
  let stopped = false
  const filling = (async () => {
    const ballast = await open(file, 'a')
    while (!stopped) {
      await ballast.write(Buffer.alloc(4096)).catch((error: NodeJS.ErrnoException) => {
        expect(error.code).toBe('ENOSPC')
        return new Promise((done) => setTimeout(done, 20))
      })
    }
    await ballast.close()
    await rm(file)
  })()
  return {
    stop() {
      stopped = true
      return filling
    },
  }
}

/** Uses up what room is left in files that are there already, until nothing fits any more. */
async function writeUntilFull(by: Voice): Promise<void> {
  for (let refused = 0, text = 'x'.repeat(9_000); refused < 10;) {
    try {
      await by.say(by.with(by.id), text)
      refused = 0
    } catch (error) {
      expect(String(error)).toContain('storage_full')
      text = 'x'
      refused += 1
    }
  }
}

test('a space whose disk is full says so, loses nothing, and goes on once there is room', async ({
  person,
  space,
}) => {
  test.setTimeout(180_000)
  await space.stop()
  const unmount = mountSmall(space.data)
  test.skip(unmount === null, 'needs the right to mount: run as root')
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
    unmount?.()
  }
})
