import type { Page } from '@playwright/test'
import {
  findAndOpen,
  host as hostSpace,
  line,
  message,
  register,
  write,
} from '../fixtures/at-the-window.ts'
import { launchDesktopApp } from '../fixtures/desktop-app.ts'
import { expect, test as base } from '../fixtures/test.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'

/** What the issue allows from the first click until a message is read on the other device. */
const AT_MOST = 10_000
/** Found on loopback alone: nothing leaves this machine. */
const env = { PARLEY_DISCOVERY: 'lo' }

const test = base.extend<{ host: Page; guest: Page }>({
  host: async ({ desktop, pageErrors }, use) => {
    pageErrors.allowLostConnections()
    await use((await desktop(env)).page)
  },

  /** An app of somebody else, with a folder of its own. */
  guest: async ({ pageErrors }, use) => {
    const profile = await temporaryFolder('profile')
    const onPage = (page: Page) => pageErrors.watch(page, 'the guest')
    const app = await launchDesktopApp({ profile: profile.path, env, onPage })
    await use(app.page)
    await app.quit()
    await profile.remove()
  },
})

test('hosted in one app, found and joined in another, and talking within ten seconds', async ({
  host: ann,
  guest: ben,
}) => {
  const name = `Harbour ${process.pid}`
  const begun = performance.now()
  await hostSpace(ann, name)
  await Promise.all([
    register({ page: ann, name: 'Ann' }),
    ben
      .getByRole('button', { name })
      .click()
      .then(() => register({ page: ben, name: 'Ben' })),
  ])
  await findAndOpen(ben, 'Ann')
  await write(ben, 'Hello from the other side')
  await line(ann, 'Ben').click()
  await expect(message(ann, 'Hello from the other side')).toBeVisible()
  const took = performance.now() - begun
  test.info().annotations.push({ type: 'from the first click', description: `${took} ms` })
  expect(took).toBeLessThan(AT_MOST)

  const [known] = await ben.evaluate(() => window.parley!.spaces.list())
  const [own] = await ann.evaluate(() => window.parley!.spaces.list())
  expect(known).toMatchObject({ name, hosted: false, fingerprint: own!.fingerprint })
  expect(known!.url).toMatch(/^https:\/\/127\.0\.0\.1:/)
  expect(own).toMatchObject({ name, hosted: true })
  expect(own!.url).toMatch(/^http:\/\/127\.0\.0\.1:/)
})
