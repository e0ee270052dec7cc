import { once } from 'node:events'
import { readFile, rm, writeFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { request, type RequestOptions } from 'node:https'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import type { Locator, Page } from '@playwright/test'
import type { User } from '../../protocol/entities.ts'
import { fingerprintGroups } from '../../protocol/fingerprint.ts'
import { makeSelfSigned } from '../../server/security/certificate/self-signed.ts'
import type { KnownSpace } from '../../shared/ipc/schemas.ts'
import { line, message, register, sent, write } from '../fixtures/at-the-window.ts'
import { axeFindings } from '../fixtures/axe-findings.ts'
import { createGroup } from '../fixtures/lists.ts'
import { startSpace, type Space } from '../fixtures/space.ts'
import { expect, test as base } from '../fixtures/test.ts'
import { layWire, type Wire } from '../fixtures/wire.ts'

const [from, until] = [new Date(Date.now() - 86_400_000), new Date('2100-01-01')]
const imposter = makeSelfSigned({
  ...{ commonName: 'Parley space', dnsNames: ['localhost'], addresses: ['127.0.0.1'] },
  ...{ from, until },
})

const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

type Fixtures = {
  /** A space that speaks TLS, and the way to it. */
  secure: Space
  wire: Wire
  /** Writes down in the profile by which key the space at the wire's end is known. */
  know: (fingerprint: string | null) => Promise<void>
}

const test = base.extend<Fixtures>({
  secure: async ({ pageErrors }, use) => {
    pageErrors.allowLostConnections()
    pageErrors.allow(/net::ERR_CERT_AUTHORITY_INVALID/)
    const space = await startSpace(['--tls', 'always'])
    await use(space)
    await space.remove()
  },

  wire: async ({ secure }, use) => {
    const wire = await layWire(Number(new URL(secure.url).port))
    await use(wire)
    await wire.close()
  },

  know: async ({ profile, wire }, use) => {
    await use(async (fingerprint) => {
      const space: KnownSpace = {
        ...{ id: 'harbour', name: 'Harbour', url: `https://${wire.host}`, hosted: false },
        ...(fingerprint && { fingerprint }),
      }
      await writeFile(join(profile, 'spaces.json'), JSON.stringify([space]))
    })
  },
})

const dialog = (page: Page): Locator =>
  page.getByRole('dialog', { name: 'This space shows another key' })
const bar = (page: Page): Locator => page.getByText('This space shows another key than before.')
const keyOf = (fingerprint: string): string => fingerprintGroups(fingerprint).join(' ')

async function seenInstead(page: Page): Promise<string> {
  const [trouble] = await page.evaluate(() => window.parley!.trust.list())
  return trouble?.seen ?? ''
}

/** Asks the space by TLS, whatever key it shows. */
async function ask(
  url: string,
  options: RequestOptions,
  body: string | Buffer,
): Promise<Record<string, unknown>> {
  const sent = request(url, { ...options, rejectUnauthorized: false })
  sent.end(body)
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  expect(response.statusCode).toBe(200)
  return (await json(response)) as Record<string, unknown>
}

/** The address of a picture that somebody else chose for themself. */
async function pictureOfBen({ url }: Space): Promise<string> {
  const account = { name: 'Ben', password: 'correct horse battery', device: 'a laptop' }
  const post = { method: 'POST', headers: { 'content-type': 'application/json' } }
  const { token } = await ask(`${url}/api/v1/users`, post, JSON.stringify(account))
  const headers = { authorization: `Bearer ${token as string}`, 'content-type': 'image/png' }
  const { user } = await ask(`${url}/api/v1/me/picture`, { method: 'PUT', headers }, onePixel)
  return `/api/v1/pictures/${(user as User).picture}`
}

test('the app talks to a space whose key it knows: requests, socket and pictures', async ({
  desktop,
  know,
  secure,
  wire,
}) => {
  await know(secure.fingerprint)
  const { page } = await desktop()
  await register({ page, name: 'Ann' })
  await createGroup(page, 'Boats')
  await write(page, 'a note to myself')
  await expect(sent(page, 'a note to myself')).toBeVisible()
  const width = await page.evaluate(
    async (src) => {
      const picture = new Image()
      picture.src = src
      await picture.decode()
      return picture.naturalWidth
    },
    `https://${wire.host}${await pictureOfBen(secure)}`,
  )
  expect(width).toBeGreaterThan(0)
  expect(await page.evaluate(() => window.parley!.trust.list())).toEqual([])
  const found = await page.evaluate((host) => window.parley!.spaces.probe(host), wire.host)
  expect(found).toMatchObject({
    status: 'found',
    url: `https://${wire.host}`,
    fingerprint: secure.fingerprint,
  })
})

test('nothing reaches somebody in between, and the window says so until they are gone', async ({
  desktop,
  know,
  secure,
  wire,
}) => {
  await know(secure.fingerprint)
  const { page } = await desktop()
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await register({ page, name: 'Ann' })
  await createGroup(page, 'Boats')
  await write(page, 'before')
  await expect(sent(page, 'before')).toBeVisible()

  wire.sitIn(imposter)
  await expect(dialog(page)).toBeVisible()
  await expect(dialog(page)).toContainText(wire.host)
  await expect(dialog(page)).toContainText('Nothing was sent')
  const seen = await seenInstead(page)
  expect(seen).not.toBe(secure.fingerprint)
  await expect(dialog(page).locator('code').first()).toHaveText(keyOf(seen))
  await expect(dialog(page).locator('code').last()).toHaveText(keyOf(secure.fingerprint!))
  await expect(dialog(page).getByRole('button', { name: 'Trust the new key' })).toBeDisabled()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    expect(await axeFindings(page), colorScheme).toEqual([])
  }

  await dialog(page).getByRole('button', { name: 'Not now' }).click()
  await expect(bar(page)).toBeVisible()
  await write(page, 'meanwhile')
  await expect(
    message(page, 'meanwhile').getByRole('img', { name: 'Waiting to be sent', exact: true }),
  ).toBeVisible()
  const before = wire.refusals
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
  await expect.poll(() => wire.refusals).toBeGreaterThan(before)
  expect(wire.overheard).toBe('')

  wire.goAway()
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
  await expect(sent(page, 'meanwhile')).toBeVisible()
  await expect(bar(page)).toBeHidden()
  expect(wire.overheard).toBe('')
})

test('a server with a new key is trusted by whoever compared it, from then on', async ({
  desktop,
  know,
  pageErrors,
  secure,
  wire,
}) => {
  // What is asked for just as the server stops is refused.
  pageErrors.allow(/status of 503/)
  await know(secure.fingerprint)
  const first = await desktop()
  await register({ page: first.page, name: 'Ann' })
  await createGroup(first.page, 'Boats')
  await write(first.page, 'to the old key')
  await expect(sent(first.page, 'to the old key')).toBeVisible()

  await secure.stop()
  await rm(join(secure.data, 'space.pem'))
  const file = join(secure.data, 'space.json')
  const { fingerprint, ...kept } = JSON.parse(await readFile(file, 'utf8')) as Record<
    string,
    string
  >
  expect(fingerprint).toBe(secure.fingerprint)
  await writeFile(file, JSON.stringify(kept))
  await secure.start()
  expect(secure.fingerprint).not.toBe(fingerprint)

  const { page } = first
  await expect(dialog(page).locator('code').first()).toHaveText(keyOf(secure.fingerprint!))
  await dialog(page)
    .getByRole('switch', { name: /I compared all of it/ })
    .click()
  await dialog(page).getByRole('button', { name: 'Trust the new key' }).click()
  await expect(dialog(page)).toBeHidden()
  await write(page, 'to the new key')
  await expect(sent(page, 'to the new key')).toBeVisible()
  await expect(bar(page)).toBeHidden()
  await first.quit()

  const second = await desktop()
  await line(second.page, 'Boats').click()
  await write(second.page, 'on another day')
  await expect(sent(second.page, 'on another day')).toBeVisible()
  const [known] = await second.page.evaluate(() => window.parley!.spaces.list())
  expect(known).toMatchObject({ fingerprint: secure.fingerprint, url: `https://${wire.host}` })
})

test('whoever signs in hears of it too, in their language, and sends no password', async ({
  desktop,
  know,
  secure,
  wire,
}) => {
  await know(secure.fingerprint)
  wire.sitIn(imposter)
  const { page } = await desktop()
  await dialog(page).getByRole('button', { name: 'Not now' }).click()
  await page.evaluate(() => window.parley!.settings.set({ language: 'de' }))
  await expect(page.getByText('Parley spricht nicht mit ihm.')).toBeVisible()
  await page.getByLabel('Name', { exact: true }).fill('Ann')
  await page.getByLabel('Passwort', { exact: true }).fill('correct horse battery')
  const before = wire.refusals
  await page.getByRole('button', { name: 'Beitreten', exact: true }).click()
  await expect.poll(() => wire.refusals).toBeGreaterThan(before)
  await page.getByRole('button', { name: 'Was tun?' }).click()
  const german = page.getByRole('dialog', { name: 'Dieser Raum zeigt einen anderen Schlüssel' })
  await expect(german.getByRole('button', { name: 'Dem neuen Schlüssel vertrauen' })).toBeVisible()
  expect(await axeFindings(page)).toEqual([])
  expect(wire.overheard).toBe('')
})

test('a space that is known by no key is spoken to once one is trusted', async ({
  desktop,
  know,
  secure,
}) => {
  await know(null)
  const { page } = await desktop()
  const unknown = page.getByRole('dialog', { name: 'This space is not known by its key yet' })
  await expect(unknown.locator('code')).toHaveText([keyOf(secure.fingerprint!)])
  await unknown.getByRole('switch', { name: /I compared all of it/ }).click()
  await unknown.getByRole('button', { name: 'Trust this key' }).click()
  await register({ page, name: 'Ann' })
  expect(await page.evaluate(() => window.parley!.trust.list())).toEqual([])
})
