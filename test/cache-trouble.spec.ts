import type { Page } from '@playwright/test'
import {
  composer,
  findAndOpen,
  line,
  messages,
  register,
  sent,
  write,
} from './fixtures/at-the-window.ts'
import { expect, test } from './fixtures/test.ts'
import { voice } from './fixtures/voice.ts'

/** What the window has kept in a store of its cache, as text. */
const kept = (page: Page, store: string) =>
  page.evaluate(async (name) => {
    const database = await new Promise<IDBDatabase>((done, fail) => {
      void indexedDB.databases().then((known) => {
        const opening = indexedDB.open(known.find((one) => one.name?.startsWith('parley-'))!.name!)
        opening.onerror = () => fail(new Error('not opened'))
        opening.onsuccess = () => done(opening.result)
      })
    })
    const reading = database.transaction(name).objectStore(name).getAll()
    await new Promise((done) => (reading.onsuccess = done))
    database.close()
    return JSON.stringify(reading.result)
  }, store)

/** Puts something else in the place of what the window had kept of its conversations and drafts. */
async function damage(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const known = await indexedDB.databases()
    const name = known.map((one) => one.name ?? '').find((one) => one.startsWith('parley-'))!
    await new Promise<void>((done, fail) => {
      const opening = indexedDB.open(name)
      opening.onerror = () => fail(new Error('not opened'))
      opening.onsuccess = () => {
        const writing = opening.result.transaction(['conversations', 'drafts'], 'readwrite')
        writing.objectStore('conversations').put({ half: 'a record' }, 'damaged')
        writing.objectStore('drafts').put('not a draft', ['nobody', 'nowhere'])
        writing.oncomplete = () => {
          opening.result.close()
          done()
        }
      }
    })
  })
}

test('a damaged cache is said, loaded afresh, and costs nothing that was typed', async ({
  person,
  space,
}) => {
  const ann = await person('Ann')
  await register(ann)
  await voice(space.url, 'Ben')
  await findAndOpen(ann.page, 'Ben')
  await write(ann.page, 'kept by the space')
  await expect(sent(ann.page, 'kept by the space')).toBeVisible()
  await composer(ann.page).fill('half a tho')
  await expect.poll(() => kept(ann.page, 'drafts')).toContain('half a tho')
  await damage(ann.page)

  await ann.reopen()
  const news = () =>
    ann.page.getByText('What this device had kept was damaged and is loaded afresh.')
  await expect(news()).toBeVisible()
  await line(ann.page, 'Ben').click()
  await expect(messages(ann.page)).toContainText(['kept by the space'])
  await expect(composer(ann.page)).toHaveValue('half a tho')

  await ann.reopen()
  await expect(line(ann.page, 'Ben')).toBeVisible()
  await expect(news()).toHaveCount(0)
})

test('a device that cannot keep anything says so, and chat works', async ({ person, space }) => {
  const ann = await person('Ann')
  await ann.page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('not here', 'SecurityError')
    }
  })
  await ann.page.reload()
  await register(ann)
  await expect(ann.page.getByText('This device cannot keep messages')).toBeVisible()
  await voice(space.url, 'Ben')
  await findAndOpen(ann.page, 'Ben')
  await write(ann.page, 'hello all the same')
  await expect(sent(ann.page, 'hello all the same')).toBeVisible()
})
