import { setTimeout as wait } from 'node:timers/promises'
import { chromium, type BrowserContext, type Page } from '@playwright/test'
import { build } from '../../scripts/build.ts'
import { findBrowser } from '../../scripts/test/find-browser.ts'
import { chromiumFlags } from '../../test/fixtures/chromium-flags.ts'
import type { SeededPerson } from '../seed/seed-space.ts'

/** A window that is neither small nor large. */
const viewport = { width: 1180, height: 760 }
/** What starting a browser leaves to be done goes on for about so long; milliseconds. */
const calm = 1_500

/** Where the browser is; the web client is built, if what is built is not what is in the sources. */
export async function prepareBrowser(): Promise<string> {
  const browser = await findBrowser()
  if (!browser) throw new Error('no Chromium or Chrome: npx playwright install chromium')
  if (!(await build(['web']))) throw new Error('the web client could not be built')
  return browser
}

/** Opens a browser on a profile that lasts, and hands over its one page once it is calm. */
export async function withPage<T>(
  { browser, profile }: { browser: string; profile: string },
  use: (page: Page, context: BrowserContext) => Promise<T>,
): Promise<T> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: browser,
    args: chromiumFlags,
    viewport,
    locale: 'en-GB',
  })
  try {
    const [page] = context.pages()
    await wait(calm)
    return await use(page ?? (await context.newPage()), context)
  } finally {
    await context.close()
  }
}

/** Where the web client keeps its session's token. */
export const tokenKey = 'parley.token.here'

/** Signs the profile in, as far as the page can tell: what it keeps of a session is the token. */
export async function keepToken(
  page: Page,
  url: string,
  person: SeededPerson,
  device = 0,
): Promise<void> {
  await page.goto(`${url}/first-paint.js`)
  const kept: [key: string, token: string] = [tokenKey, person.tokens[device]!]
  await page.evaluate(([key, token]) => localStorage.setItem(key, token), kept)
}

export function conversationUrl(url: string, conversation: string): string {
  return `${url}/#/c/${conversation}`
}
