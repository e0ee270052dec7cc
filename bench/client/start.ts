import { setTimeout as wait } from 'node:timers/promises'
import { spread, type Figure } from '../report/figure.ts'
import type { SeededPerson } from '../seed/seed-space.ts'
import { conversationUrl, keepToken, withPage } from './browser.ts'
import type { Section, SectionOptions } from './section.ts'
import { watchStart, type StartTimes } from './start-clock.ts'
import { Voices } from './voices.ts'
import { withWebSpace, type WebSpace } from './web-space.ts'

const conversations = 50
/** What is left to be done after a start, such as fetching views ahead, takes at most so long. */
const settle = 3_000
const giveUp = 30_000

/** A person with a browser of their own, who has `cached` messages there and missed `missed` since. */
type Case = { name: string; cached: number; missed: number }
const cases = {
  few: { name: '1,000 messages cached', cached: 1_000, missed: 0 },
  many: { name: '5,000 messages cached', cached: 5_000, missed: 0 },
  missedFew: { name: '1,000 messages missed', cached: 1_000, missed: 1_000 },
  missedMany: { name: '5,000 messages missed', cached: 1_000, missed: 5_000 },
  cold: { name: 'nothing cached, 5,000 messages at the server', cached: 0, missed: 0 },
} satisfies Record<string, Case>
type CaseName = keyof typeof cases
const names = Object.keys(cases) as CaseName[]

type Starter = { person: SeededPerson; voices: Voices; profile: string }

export function measureStarts(options: SectionOptions): Promise<Section> {
  const rounds = options.quick ? 2 : 7
  const people = names.length * (1 + conversations)
  return withWebSpace(options.data, people, async (web) => {
    const starters = await prepare(options, web)
    const times = new Map<CaseName, Required<StartTimes>[]>(names.map((name) => [name, []]))
    for (let round = 0; round < rounds; round++) {
      for (const name of rotated(names, round)) {
        const starter = starters.get(name)!
        const profile = name === 'cold' ? `${starter.profile}-${round}` : starter.profile
        const taken = await start(options, web, { ...starter, profile }, cases[name])
        times.get(name)!.push(taken)
        log(options, name, taken)
      }
    }
    for (const { voices } of starters.values()) voices.close()
    return result(times)
  })
}

function log(options: SectionOptions, name: CaseName, { current, usable }: StartTimes): void {
  options.log(
    `start, ${cases[name].name}: usable after ${usable!.toFixed(0)} ms, up to date after ${current!.toFixed(0)} ms`,
  )
}

function rotated<T>(values: readonly T[], by: number): T[] {
  return values.map((_, index) => values[(index + by) % values.length]!)
}

/** Everybody's history; and profiles that hold it, as their browsers were open while it was written. */
async function prepare(options: SectionOptions, web: WebSpace): Promise<Map<CaseName, Starter>> {
  const starters = new Map<CaseName, Starter>()
  for (const [index, name] of names.entries()) {
    const [person, ...others] = web.space.people.slice(index * (1 + conversations)) as [
      SeededPerson,
      ...SeededPerson[],
    ]
    const voices = await Voices.connect(web.port, person, others.slice(0, conversations))
    const starter = { person, voices, profile: web.profile(name) }
    starters.set(name, starter)
    if (name === 'cold') await voices.say(5_000)
    else await fillCache(options, web, starter, cases[name].cached)
  }
  return starters
}

async function fillCache(
  { browser }: SectionOptions,
  { url }: WebSpace,
  { person, profile, voices }: Starter,
  messages: number,
): Promise<void> {
  await voices.say(conversations)
  await withPage({ browser, profile }, async (page) => {
    await keepToken(page, url, person)
    await page.goto(conversationUrl(url, voices.conversations[0]!))
    await page.waitForSelector('[role=log] article')
    const { conversation, text } = await voices.say(messages - conversations)
    await page.waitForSelector(`[data-conversation="${conversation}"]:has-text("${text}")`)
    await wait(settle)
  })
  // Browsers keep compiled code only of what they ran more than once.
  for (let time = 0; time < 2; time++) {
    await withPage({ browser, profile }, async (page) => {
      await page.goto(conversationUrl(url, voices.conversations[0]!))
      await page.waitForSelector('[role=log] article')
      await wait(settle)
    })
  }
}

async function start(
  { browser }: SectionOptions,
  { url }: WebSpace,
  { person, profile, voices }: Starter,
  { cached, missed }: Case,
): Promise<Required<StartTimes>> {
  const newest = missed > 0 ? await voices.say(missed) : voices.newest
  return withPage({ browser, profile }, async (page) => {
    if (cached === 0) await keepToken(page, url, person)
    await page.addInitScript(watchStart, newest)
    await page.goto(conversationUrl(url, voices.conversations[0]!))
    const deadline = performance.now() + giveUp
    for (;;) {
      const { current, usable } = await page.evaluate(
        () => (globalThis as unknown as { startTimes: StartTimes }).startTimes,
      )
      if (current !== undefined && usable !== undefined) {
        await wait(settle)
        return { current, usable }
      }
      if (performance.now() > deadline) throw new Error('the page did not become usable')
      await wait(250)
    }
  })
}

function result(times: ReadonlyMap<CaseName, Required<StartTimes>[]>): Section {
  const of = (name: CaseName, what: keyof StartTimes): number[] =>
    times.get(name)!.map((taken) => taken[what])
  const usable = (name: CaseName, target?: number): Figure => ({
    what: `start until usable: ${cases[name].name}`,
    unit: 'ms',
    value: spread(of(name, 'usable')),
    target: target === undefined ? undefined : { bound: 'at most', value: target },
  })
  const current = (name: CaseName): Figure => ({
    what: `start until up to date: ${cases[name].name}`,
    unit: 'ms',
    value: spread(of(name, 'current')),
  })
  /** Microseconds for each message more, round by round. */
  const slope = (few: CaseName, many: CaseName, what: keyof StartTimes): number[] => {
    const more = 4_000
    return of(many, what).map((time, round) => ((time - of(few, what)[round]!) / more) * 1000)
  }
  const figures: Figure[] = [
    usable('few', 300),
    usable('many'),
    {
      what: 'start until usable: each message more, from 1,000 to 5,000 cached',
      unit: 'µs',
      value: spread(slope('few', 'many', 'usable')),
      target: { bound: 'at most', value: 10 },
    },
    usable('missedFew', 300),
    usable('missedMany'),
    current('missedFew'),
    current('missedMany'),
    {
      what: 'start until up to date: each message more, from 1,000 to 5,000 missed',
      unit: 'µs',
      value: spread(slope('missedFew', 'missedMany', 'current')),
      target: { bound: 'at most', value: 10 },
    },
    usable('cold'),
    current('cold'),
  ]
  return { how, figures, remarks: [], plots: [] }
}

const how =
  `**Start**: a browser that was started anew and left to calm down opens a conversation’s address, signed ` +
  `in, with its caches of HTTP, compiled code and messages as an earlier session left them; messages are ` +
  `in ${conversations} direct conversations. From the start of the navigation until the frame is drawn in ` +
  'which the list of conversations, the open conversation’s messages and its composer are: looked for by ' +
  'the page itself at the beginning of each frame, so at most a frame late. “Up to date” is when the list ' +
  'shows the message that was said last of all. Of 5,000 missed messages the server sends 2,000 and says ' +
  'of the other conversations that they went on.'
