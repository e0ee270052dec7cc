import { setTimeout as wait } from 'node:timers/promises'
import type { CDPSession } from '@playwright/test'
import { ratios, spread, type Figure } from '../report/figure.ts'
import { conversationUrl, keepToken, withPage } from './browser.ts'
import type { Section, SectionOptions } from './section.ts'
import { Voices } from './voices.ts'
import { withWebSpace } from './web-space.ts'

const conversations = 20
const perSecond = 400
const giveUp = 60_000
const settle = 2_000

type Memory = { heap: number; nodes: number }
type Growth = { before: Memory; once: Memory; twice: Memory }

/** What a page holds after an hour's messages, and after two: of what it does not show, nothing. */
export async function measureMemory(options: SectionOptions): Promise<Section> {
  const messages = options.quick ? 2_000 : 10_000
  const rounds = options.quick ? 1 : 3
  const taken: Growth[] = []
  for (let round = 0; round < rounds; round++) taken.push(await grow(options, messages))
  return result(messages, taken)
}

function grow({ browser, data, log }: SectionOptions, messages: number): Promise<Growth> {
  return withWebSpace(data, 1 + conversations, async ({ port, profile, space, url }) => {
    const [reader, ...others] = space.people
    const voices = await Voices.connect(port, reader!, others)
    await voices.say(conversations)
    return withPage({ browser, profile: profile('reader') }, async (page, context) => {
      await keepToken(page, url, reader!)
      await page.goto(conversationUrl(url, voices.conversations[0]!))
      await page.waitForSelector('[role=log] article')
      const session = await context.newCDPSession(page)
      /** Says so many, and looks once the page has them all. */
      const after = async (count: number): Promise<Memory> => {
        await voices.keepSaying(perSecond, count / perSecond)
        const { conversation, text } = await voices.say(1)
        const line = `[data-conversation="${conversation}"]:has-text("${text}")`
        await page.waitForSelector(line, { timeout: giveUp })
        await wait(settle)
        return held(session)
      }
      const before = await after(perSecond)
      const growth = { before, once: await after(messages), twice: await after(messages) }
      voices.close()
      log(
        `heap: ${Object.values(growth)
          .map(({ heap }) => megabytes(heap).toFixed(1))
          .join(', ')} MB`,
      )
      return growth
    })
  })
}

/** After garbage was collected. */
async function held(session: CDPSession): Promise<Memory> {
  for (let time = 0; time < 3; time++) {
    await session.send('HeapProfiler.collectGarbage')
    await wait(200)
  }
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  const { nodes } = await session.send('Memory.getDOMCounters')
  return { heap: usedSize, nodes }
}

function megabytes(bytes: number): number {
  return bytes / 1e6
}

function result(messages: number, taken: readonly Growth[]): Section {
  const count = messages.toLocaleString('en')
  const heap = (when: keyof Growth): number[] => taken.map((growth) => growth[when].heap)
  const nodes = (when: keyof Growth): number[] => taken.map((growth) => growth[when].nodes)
  const figures: Figure[] = [
    {
      what: `memory of scripts after twice ${count} messages, against once`,
      unit: '×',
      value: ratios(heap('twice'), heap('once')),
      target: { bound: 'at most', value: 1.05 },
    },
    {
      what: 'memory of scripts at first',
      unit: 'MB',
      value: spread(heap('before').map(megabytes)),
    },
    {
      what: `memory of scripts after ${count} messages`,
      unit: 'MB',
      value: spread(heap('once').map(megabytes)),
    },
    {
      what: `memory of scripts after twice ${count} messages`,
      unit: 'MB',
      value: spread(heap('twice').map(megabytes)),
    },
    {
      what: `nodes of the page after twice ${count} messages, against once`,
      unit: '×',
      value: ratios(nodes('twice'), nodes('once')),
    },
  ]
  return {
    how:
      `**Memory**: ${count} messages, as in an hour with three a second, come to a page within ` +
      `${messages / perSecond} s, in ${conversations} conversations of which one is open, and as many again. ` +
      'Scripts’ memory is V8’s heap after garbage was collected.',
    figures,
    remarks: [],
    plots: [],
  }
}
