import { setTimeout as wait } from 'node:timers/promises'
import { cpuSeconds, familyOf } from '../processes.ts'
import { spread } from '../report/figure.ts'
import { conversationUrl, keepToken, withPage } from './browser.ts'
import { startPlainBrowser, type PlainBrowser, type PlainPage } from './plain-browser.ts'
import type { Section, SectionOptions } from './section.ts'
import { watchTimers, type TimerRuns } from './timer-clock.ts'
import { Voices } from './voices.ts'
import { withWebSpace } from './web-space.ts'

const conversations = 20
/** Until all that a start and being hidden bring about is done; milliseconds. */
const calm = 20_000
/** Seconds between two runs of a timer. */
const fastest = 10

/** In per cent of a core, and in runs a minute. */
type Idle = { cpu: number; timers: number }

/** A window that nobody sees, and in which nothing happens. */
export function measureIdleWindow({ browser, data, log, quick }: SectionOptions): Promise<Section> {
  const rounds = quick ? 1 : 3
  const seconds = quick ? 20 : 60
  return withWebSpace(data, 1 + conversations, async ({ port, profile, space, url }) => {
    const [reader, ...others] = space.people
    const voices = await Voices.connect(port, reader!, others)
    await voices.say(conversations * 20)
    const kept = { browser, profile: profile('reader') }
    await withPage(kept, (page) => keepToken(page, url, reader!))
    const [parley, empty]: [Idle[], Idle[]] = [[], []]
    for (let round = 0; round < rounds; round++) {
      const started = await startPlainBrowser(browser, kept.profile)
      try {
        const address = conversationUrl(url, voices.conversations[0]!)
        parley.push(await idleFor(started, address, seconds))
        empty.push(await idleFor(started, 'about:blank', seconds))
      } finally {
        await started.close()
      }
      const { cpu, timers } = parley.at(-1)!
      log(
        `hidden: ${cpu.toFixed(2)} % of a core, ${timers.toFixed(0)} runs of timers a minute; empty ${empty.at(-1)!.cpu.toFixed(2)} %`,
      )
    }
    voices.close()
    return result(parley, empty, seconds)
  })
}

async function idleFor(browser: PlainBrowser, address: string, seconds: number): Promise<Idle> {
  const page = await browser.open()
  await page.before(`(${watchTimers.toString()})()`)
  await page.navigate(address)
  await wait(3_000)
  const pid = await rendererOf(browser, page)
  const front = await browser.open()
  await wait(calm)
  const state = await page.evaluate<string>('document.visibilityState')
  if (state !== 'hidden') throw new Error(`the page that is to be hidden is ${state}`)
  const from = await page.evaluate<number>('performance.now()')
  const before = cpuSeconds(pid)
  await wait(seconds * 1000)
  const cpu = ((cpuSeconds(pid) - before) / seconds) * 100
  const runs = await page.evaluate<TimerRuns>('timerRuns')
  const meanwhile = runs.filter(({ at }) => at >= from && at < from + seconds * 1000)
  await page.close()
  await front.close()
  return { cpu, timers: (meanwhile.length / seconds) * 60 }
}

/** The process of a page: the one that works while the page is made to. */
async function rendererOf({ pid }: PlainBrowser, page: PlainPage): Promise<number> {
  const renderers = familyOf(pid).filter(({ command }) => command.includes('--type=renderer'))
  const before = renderers.map((renderer) => cpuSeconds(renderer.pid))
  await page.evaluate('for (const end = performance.now() + 500; performance.now() < end;);')
  const used = renderers.map((renderer, index) => cpuSeconds(renderer.pid) - before[index]!)
  return renderers[used.indexOf(Math.max(...used))]!.pid
}

function result(parley: readonly Idle[], empty: readonly Idle[], seconds: number): Section {
  const of = (runs: readonly Idle[], field: keyof Idle): ReturnType<typeof spread> =>
    spread(runs.map((run) => run[field]))
  return {
    how:
      `**Idle, hidden window**: signed in, connected, a conversation open, behind another tab, ${seconds} s ` +
      'at a time. CPU is what the process of the page used, in all its threads. Runs of timers are ' +
      'counted by the page, and come from its own scripts.',
    figures: [
      {
        what: 'hidden window: CPU of its process',
        unit: '% of a core',
        value: of(parley, 'cpu'),
        target: { bound: 'at most', value: 0.5 },
      },
      {
        what: 'hidden window: CPU of an empty one’s',
        unit: '% of a core',
        value: of(empty, 'cpu'),
      },
      {
        what: 'hidden window: runs of timers a minute',
        unit: '',
        value: of(parley, 'timers'),
        target: { bound: 'at most', value: 60 / fastest },
      },
    ],
    remarks: [],
    plots: [],
  }
}
