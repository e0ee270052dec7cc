import { setTimeout as wait } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { Delays } from '../report/delays.ts'
import { spread, type Figure } from '../report/figure.ts'
import { conversationUrl, keepToken, withPage } from './browser.ts'
import type { Section, SectionOptions } from './section.ts'
import { watchSwitches, type Switches } from './switch-clock.ts'
import { readAll, Voices } from './voices.ts'
import { withWebSpace } from './web-space.ts'

const conversations = 50
/** Said at once, as much as a page keeps up with; faster, it would drop its windows and load anew. */
const portion = 2_000
const giveUp = 60_000
/** Nobody goes on faster than this; milliseconds. */
const pause = 250
const most = 50

type Quantiles = { p50: number; p95: number; max: number }

export function measureSwitching(options: SectionOptions): Promise<Section> {
  const { browser, data, log, quick } = options
  const messages = quick ? 10_000 : 100_000
  const rounds = quick ? 2 : 5
  return withWebSpace(data, 1 + conversations, async ({ port, profile, space, url }) => {
    const [reader, ...others] = space.people
    const voices = await Voices.connect(port, reader!, others)
    await voices.say(conversations)
    return withPage({ browser, profile: profile('reader') }, async (page) => {
      await keepToken(page, url, reader!)
      await page.goto(conversationUrl(url, voices.conversations[0]!))
      await page.waitForSelector('[role=log] article')
      for (let said = conversations; said < messages;) {
        const more = Math.min(portion, messages - said)
        await voices.say(more)
        said += more
        await untilCached(page, said)
      }
      await readAll(port, reader!)
      voices.close()
      await wait(2_000)
      await page.evaluate(watchSwitches, voices.marks())
      const [cached, warm]: [Quantiles[], Quantiles[]] = [[], []]
      for (let round = 0; round < rounds; round++) {
        cached.push(
          await switchBy(page, conversations, (page) => page.keyboard.press('Alt+ArrowDown')),
        )
        warm.push(await switchBy(page, conversations, clickOther))
        log(`switching: ${told(cached.at(-1)!)}; among the last two: ${told(warm.at(-1)!)}`)
      }
      return result(messages, cached, warm)
    })
  })
}

function told({ p50, p95 }: Quantiles): string {
  return `p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms`
}

/** Resolves once all events are in the browser's database. */
async function untilCached(page: Page, messages: number): Promise<void> {
  const deadline = performance.now() + giveUp
  for (;;) {
    const stored = await page.evaluate(countCached)
    if (stored === messages) return
    if (performance.now() > deadline) {
      throw new Error(`of ${messages} messages ${stored} are in the browser’s cache`)
    }
    await wait(500)
  }
}

function countCached(): Promise<number> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('parley-here')
    opening.onerror = () => reject(new Error(String(opening.error)))
    opening.onsuccess = () => {
      const database = opening.result
      const counting = database.transaction('events').objectStore('events').count()
      counting.onsuccess = () => {
        database.close()
        resolve(counting.result)
      }
    }
  })
}

async function switchBy(
  page: Page,
  times: number,
  go: (page: Page) => Promise<void>,
): Promise<Quantiles> {
  const done = await switchesOf(page)
  for (let time = 0; time < times; time++) {
    await go(page)
    const deadline = performance.now() + giveUp
    while ((await switchesOf(page)).length < done.length + time + 1) {
      if (performance.now() > deadline) throw new Error('the other conversation did not come up')
      await wait(50)
    }
    await wait(pause)
  }
  const delays = new Delays()
  for (const taken of (await switchesOf(page)).slice(done.length)) delays.add(taken)
  const { max, p50 } = delays.quantiles()
  return { p50, p95: delays.quantile(0.95), max }
}

function switchesOf(page: Page): Promise<number[]> {
  return page.evaluate(() => (globalThis as unknown as { switches: Switches }).switches.taken)
}

/** One of the first two of the list, whichever is not open: so the other one was open just before. */
async function clickOther(page: Page): Promise<void> {
  const lines = page.locator('[data-conversation]')
  const first = await lines.nth(0).getAttribute('aria-current')
  await lines.nth(first === null ? 0 : 1).click()
}

function result(
  messages: number,
  cached: readonly Quantiles[],
  warm: readonly Quantiles[],
): Section {
  const figures = (what: string, runs: readonly Quantiles[]): Figure[] =>
    (['p50', 'p95', 'max'] as const).map((quantile) => ({
      what: `${what}, ${quantile}`,
      unit: 'ms',
      value: spread(runs.map((run) => run[quantile])),
      target: quantile === 'p95' ? { bound: 'at most', value: most } : undefined,
    }))
  const stored = messages.toLocaleString('en')
  return {
    how:
      `**Switching**: ${stored} messages in ${conversations} conversations came while the browser was open ` +
      'and are in its IndexedDB. Each conversation in turn is gone to with Alt+Down, and so read from ' +
      'there; and the first two of the list are gone to by clicks in turn, which are still in memory. From ' +
      'the key or click until the frame is drawn in which the other one’s newest message is, at most a ' +
      'frame late.',
    figures: [
      ...figures(`switching, ${stored} messages cached, read from the cache`, cached),
      ...figures(`switching, ${stored} messages cached, lately seen`, warm),
    ],
    remarks: [],
    plots: [],
  }
}
