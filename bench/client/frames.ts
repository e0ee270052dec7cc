import { setTimeout as wait } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { Delays } from '../report/delays.ts'
import { spread, type Figure } from '../report/figure.ts'
import { conversationUrl, keepToken, withPage } from './browser.ts'
import { watchFrames, type Frames, type FrameWatch } from './frame-clock.ts'
import type { Section, SectionOptions } from './section.ts'
import { readAll, Voices } from './voices.ts'
import { withWebSpace } from './web-space.ts'

const perSecond = 200
const history = 6_000
/** About 2,400 pixels a second. */
const scroll = 40
const calm = 1_500
/** A frame of a screen of 60 Hz, of 16.7 ms: pages are told times to a tenth of a millisecond. */
const frame = 16.8
const longTask = 50

type Summary = { p50: number; p99: number; max: number; late: number; longest: number }
type What = 'empty' | 'arriving' | 'scrolling'

export function measureFrames({ browser, data, log, quick }: SectionOptions): Promise<Section> {
  const [rounds, seconds] = quick ? [2, 4] : [5, 10]
  return withWebSpace(data, 3, async ({ port, profile, space, url }) => {
    const [reader, talker, writer] = space.people
    const voices = await Voices.connect(port, reader!, [talker!, writer!])
    await voices.say(history)
    const [arriving, scrolling] = voices.conversations as [string, string]
    return withPage({ browser, profile: profile('reader') }, async (page, context) => {
      await keepToken(page, url, reader!)
      const empty = await context.newPage()
      const taken: Record<What, Summary[]> = { empty: [], arriving: [], scrolling: [] }
      const watch = async (what: What, on: Page, scrolled = 0): Promise<void> => {
        const options: FrameWatch = { milliseconds: seconds * 1000, scroll: scrolled }
        const summary = summarise(await on.evaluate(watchFrames, options))
        taken[what].push(summary)
        log(`frames, ${what}: p99 ${summary.p99.toFixed(1)} ms, longest task ${summary.longest} ms`)
      }
      for (let round = 0; round < rounds; round++) {
        await empty.bringToFront()
        await wait(calm)
        await watch('empty', empty)
        await readAll(port, reader!)
        await show(page, conversationUrl(url, arriving))
        const saying = voices.keepSaying(perSecond, seconds + 1, 0)
        await wait(500)
        await watch('arriving', page)
        await saying
        await show(page, conversationUrl(url, scrolling))
        await watch('scrolling', page, scroll)
      }
      voices.close()
      return result(taken, seconds)
    })
  })
}

/** Opens a conversation of which all was read, and so at its end. */
async function show(page: Page, address: string): Promise<void> {
  await page.bringToFront()
  await page.goto('about:blank')
  await page.goto(address)
  await page.waitForSelector('[role=log] article')
  await wait(calm)
}

/** `late`: frames that took so long that one was left out before them, in per cent. */
function summarise({ deltas, longTasks }: Frames): Summary {
  const delays = new Delays()
  for (const delta of deltas) delays.add(Math.round(delta * 10) / 10)
  const { max, p50, p99 } = delays.quantiles()
  const late = deltas.filter((delta) => delta > 1.5 * frame).length / deltas.length
  return { p50, p99, max, late: late * 100, longest: Math.max(0, ...longTasks) }
}

const names: Record<What, string> = {
  arriving: `${perSecond} messages a second arriving`,
  scrolling: 'scrolling back',
  empty: 'an empty page',
}

function result(taken: Record<What, readonly Summary[]>, seconds: number): Section {
  const of = (what: What, field: keyof Summary): ReturnType<typeof spread> =>
    spread(taken[what].map((summary) => summary[field]))
  const figures = (['arriving', 'scrolling', 'empty'] as const).flatMap((what): Figure[] => {
    const aim = (value: number): Figure['target'] =>
      what === 'empty' ? undefined : { bound: 'at most', value }
    return [
      {
        what: `frames, ${names[what]}: p99`,
        unit: 'ms',
        value: of(what, 'p99'),
        target: aim(frame),
      },
      { what: `frames, ${names[what]}: longest`, unit: 'ms', value: of(what, 'max') },
      {
        what: `frames, ${names[what]}: after one that was left out`,
        unit: '%',
        value: of(what, 'late'),
      },
      {
        what: `frames, ${names[what]}: longest task, of those over ${longTask} ms`,
        unit: 'ms',
        value: of(what, 'longest'),
        target: aim(longTask),
      },
    ]
  })
  return {
    how:
      `**Frames**: ${seconds} s at a time, a page that is empty, one whose open conversation gets ` +
      `${perSecond} messages a second and stays at its end, and one that is scrolled back through ` +
      `${(history / 2).toLocaleString('en')} messages by ${scroll} pixels at each frame, in one browser in ` +
      'turn. Times are between the frames’ own times, as the page gets them. There is no graphics ' +
      'processor in it: Chromium draws on the same cores that the page, the server and who writes use, so ' +
      'the empty page says what this machine can do.',
    figures,
    remarks: [],
    plots: [],
  }
}
