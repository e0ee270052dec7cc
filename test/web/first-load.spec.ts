import type { Browser, Page } from '@playwright/test'
import { findAndOpen, line, message, messages, register, write } from '../fixtures/at-the-window.ts'
import { firstLoad, type FirstLoad, firstPage } from '../fixtures/first-load.ts'
import type { PageErrors } from '../fixtures/page-errors.ts'
import type { Person } from '../fixtures/person.ts'
import { expect, test } from '../fixtures/test.ts'
import { voice } from '../fixtures/voice.ts'

const MOST_BYTES = 200_000
const READER = /\/rendered-message-[\w-]+\.js$/

/** Watched for errors, and told with the test's result. */
async function bytesOf(browser: Browser, errors: PageErrors, load: FirstLoad): Promise<number> {
  const onPage = (page: Page) => errors.watch(page, 'the first page')
  const { bytes, files } = await firstLoad(browser, { ...load, onPage })
  test.info().annotations.push({
    type: 'first load',
    description: `${load.url.split('#')[1] ?? '/welcome'}: ${bytes} bytes in ${files} files`,
  })
  return bytes
}

/** Somebody who has written one message; where that is, and what their browser keeps of being signed in. */
async function writer(person: (name: string) => Promise<Person>, url: string, text: string) {
  const ann = await person('Ann')
  await register(ann)
  await voice(url, 'Ben')
  await findAndOpen(ann.page, 'Ben')
  await write(ann.page, text)
  await expect(messages(ann.page).getByRole('img', { name: 'Sent', exact: true })).toBeVisible()
  return { conversation: ann.page.url(), state: await ann.page.context().storageState() }
}

test('what is loaded first is small: to sign in, at home, and in a conversation', async ({
  chromium,
  pageErrors,
  person,
  space,
}) => {
  const { conversation, state } = await writer(person, space.url, 'Good morning!')
  const signIn = await bytesOf(chromium!, pageErrors, {
    url: space.url,
    until: (page) => expect(page.getByLabel('Password', { exact: true })).toBeVisible(),
  })
  const home = await bytesOf(chromium!, pageErrors, {
    url: `${space.url}/#/`,
    state,
    until: (page) => expect(line(page, 'Ben')).toBeVisible(),
  })
  const opened = await bytesOf(chromium!, pageErrors, {
    url: conversation,
    state,
    until: (page) => expect(message(page, 'Good morning!')).toBeVisible(),
  })
  expect.soft(signIn).toBeLessThanOrEqual(MOST_BYTES)
  expect.soft(home).toBeLessThanOrEqual(MOST_BYTES)
  expect.soft(opened).toBeLessThanOrEqual(MOST_BYTES)
})

test('a rich message is rich from the first moment on', async ({
  chromium,
  pageErrors,
  person,
  space,
}) => {
  const { conversation, state } = await writer(person, space.url, 'a **strong** word')
  const { page, scripts, close } = await firstPage(chromium!, state)
  pageErrors.watch(page, 'the first page')
  await page.addInitScript(() => {
    const note = () => {
      if (document.querySelector('[role=log]')?.textContent.includes('**')) document.title = 'raw'
    }
    new MutationObserver(note).observe(document, { childList: true, subtree: true })
  })
  await page.goto(conversation)
  await expect(message(page, 'strong').locator('strong')).toHaveText('strong')
  expect([...scripts].filter((url) => READER.test(url))).toHaveLength(1)
  await expect(page).not.toHaveTitle('raw')
  await close()
})

test('a rich message is shown as it was typed where what reads it cannot be had', async ({
  chromium,
  pageErrors,
  person,
  space,
}) => {
  const { conversation, state } = await writer(person, space.url, 'a **strong** word')
  pageErrors.allow(/rendered-message|ERR_FAILED/)
  const { page, close } = await firstPage(chromium!, state)
  pageErrors.watch(page, 'the first page')
  await page.route(READER, (route) => route.abort())
  await page.goto(conversation)
  await expect(message(page, 'a **strong** word')).toBeVisible()
  await close()
})
