/**
 * Draws the app's icons from the one mark: `build/icons/` in all the formats that systems want. Run it
 * (`npm run icons`) when `src/renderer/assets/mark.svg` has changed; the results are kept.
 */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { chromiumFlags } from '../test/fixtures/chromium-flags.ts'
import { icns } from './icons/icns.ts'
import { ico } from './icons/ico.ts'
import { root } from './run.ts'
import { findBrowser } from './test/find-browser.ts'

const source = join(root, 'src/renderer/assets/mark.svg')
const folder = join(root, 'build/icons')

const pngSizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
const icoSizes = [16, 24, 32, 48, 64, 128, 256]
const icnsSizes = [16, 32, 64, 128, 256, 512, 1024]
/** On a mac an icon leaves this part of its canvas free on each side. */
const macMargin = 100 / 1024

/** The dot over the taskbar's icon while something is unread. */
const unread =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">' +
  '<circle cx="16" cy="16" r="15" fill="#fff"/><circle cx="16" cy="16" r="12" fill="#c62f3b"/></svg>'

async function draw(page: Page, svg: string, size: number, margin = 0): Promise<Buffer> {
  const image = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
  const inner = size * (1 - 2 * margin)
  await page.setViewportSize({ width: size, height: size })
  await page.setContent(
    `<body style="margin:0;background:transparent;display:grid;place-items:center;height:${size}px">` +
      `<img src="${image}" width="${inner}" height="${inner}" style="display:block"></body>`,
  )
  await page.locator('img').evaluate((element: HTMLImageElement) => element.decode())
  return page.screenshot({ omitBackground: true, type: 'png' })
}

async function drawAll(page: Page, svg: string, sizes: readonly number[], margin = 0) {
  const drawn = new Map<number, Buffer>()
  for (const size of sizes) drawn.set(size, await draw(page, svg, size, margin))
  return drawn
}

const browser = await chromium.launch({
  executablePath: await findBrowser(),
  args: chromiumFlags,
})
try {
  const page = await browser.newPage()
  const mark = readFileSync(source, 'utf8')
  mkdirSync(folder, { recursive: true })
  const pngs = await drawAll(page, mark, pngSizes)
  for (const [size, png] of pngs) writeFileSync(join(folder, `${size}.png`), png)
  writeFileSync(
    join(folder, 'icon.ico'),
    ico(icoSizes.map((size) => ({ size, png: pngs.get(size)! }))),
  )
  writeFileSync(join(folder, 'icon.icns'), icns(await drawAll(page, mark, icnsSizes, macMargin)))
  writeFileSync(join(folder, 'unread.png'), await draw(page, unread, 32))
  copyFileSync(source, join(folder, 'icon.svg'))
} finally {
  await browser.close()
}
