import type { BenchOptions } from '../bench-part.ts'
import { withAllCores } from '../lean/generator.ts'
import type { PartResult } from '../report/figure.ts'
import { prepareBrowser } from './browser.ts'
import { measureFirstLoad } from './first-load.ts'
import { measureFrames } from './frames.ts'
import { measureIdleWindow } from './idle-window.ts'
import { measureMemory } from './memory.ts'
import type { Section, SectionOptions } from './section.ts'
import { measureStarts } from './start.ts'
import { measureSwitching } from './switching.ts'

const measurements = {
  'first-load': measureFirstLoad,
  start: measureStarts,
  switching: measureSwitching,
  frames: measureFrames,
  memory: measureMemory,
  'idle-window': measureIdleWindow,
}

/** The built web client in a real browser, against the real server. */
export async function client(options: BenchOptions): Promise<PartResult> {
  const chosen = Object.entries(measurements).filter(([name]) => name === (options.only ?? name))
  if (chosen.length === 0) {
    throw new Error(`no section ${options.only}; there are ${Object.keys(measurements).join(', ')}`)
  }
  const browser = await prepareBrowser()
  const sections: Section[] = []
  await withAllCores(async () => {
    for (const [, measure] of chosen) {
      sections.push(await measure({ ...options, browser } satisfies SectionOptions))
    }
  })
  return {
    title: 'The client',
    how: [how, ...sections.map((section) => section.how)].join('\n\n'),
    figures: sections.flatMap(({ figures }) => figures),
    remarks: sections.flatMap(({ remarks }) => remarks),
    plots: sections.flatMap(({ plots }) => plots),
  }
}

const how =
  'The web client as it is delivered, in headless Chromium on all cores, which it shares with the server ' +
  'and with those who write. Messages have 128 bytes and are all read as Markdown.'
