import { chromium, type BrowserContextOptions } from '@playwright/test'
import { chromiumFlags } from '../../test/fixtures/chromium-flags.ts'
import { firstLoad } from '../../test/fixtures/first-load.ts'
import { spread, type Figure } from '../report/figure.ts'
import { conversationUrl, tokenKey } from './browser.ts'
import type { Section, SectionOptions } from './section.ts'
import { Voices } from './voices.ts'
import { withWebSpace } from './web-space.ts'

const most = 200
const article = '[role=log] article'
/** A message in which nothing could be Markdown. */
const plainText = (number: number): string => `Message ${number}, and nothing else.`

/** Bytes of compressed JavaScript until a person sees what they came for, on a device that was never here. */
export function measureFirstLoad({
  browser: executablePath,
  data,
  log,
}: SectionOptions): Promise<Section> {
  return withWebSpace(data, 3, async ({ port, space, url }) => {
    const [reader, plain, rich] = space.people
    const inLetters = await Voices.connect(port, reader!, [plain!], plainText)
    const inMarkdown = await Voices.connect(port, reader!, [rich!])
    const letters = await inLetters.say(2)
    const markdown = await inMarkdown.say(2)
    inLetters.close()
    inMarkdown.close()
    const localStorage = [{ name: tokenKey, value: reader!.tokens[0]! }]
    const state = { cookies: [], origins: [{ origin: url, localStorage }] }
    const pages: [what: string, address: string, sees: string, state?: typeof state][] = [
      ['to sign in', url, 'input[type=password]'],
      ['at home', `${url}/#/`, '[data-conversation]', state],
      ['in a conversation', conversationUrl(url, letters.conversation), article, state],
      ['in one with Markdown', conversationUrl(url, markdown.conversation), article, state],
    ]
    const browser = await chromium.launch({ executablePath, args: chromiumFlags })
    const figures: Figure[] = []
    try {
      for (const [what, address, sees, kept] of pages) {
        const { bytes, files } = await firstLoad(browser, {
          url: address,
          state: kept satisfies BrowserContextOptions['storageState'],
          until: async (page) => void (await page.waitForSelector(sees)),
        })
        log(`first load ${what}: ${bytes} bytes in ${files} files`)
        figures.push({
          what: `first-load JavaScript ${what}, compressed`,
          unit: 'kB',
          value: spread([bytes / 1000]),
          target: { bound: 'at most', value: most },
        })
      }
    } finally {
      await browser.close()
    }
    return { how, figures, remarks: [], plots: [] }
  })
}

const how =
  '**First load**: the JavaScript that a browser without any cache fetches until the page shows what was ' +
  'asked for, each file compressed by itself. What is fetched afterwards, at leisure, is not in it. What ' +
  'reads Markdown is fetched where a message needs it.'
