import {
  composer,
  findAndOpen,
  line,
  message,
  messages,
  register,
  sent,
  write,
} from './fixtures/at-the-window.ts'
import { expect, test } from './fixtures/test.ts'
import { voice } from './fixtures/voice.ts'

const attacks = [
  '<script>window.broken = 1</script>',
  '<img src=x onerror="window.broken = 1">',
  '<svg/onload="window.broken = 1">',
  '<iframe src="javascript:parent.broken = 1"></iframe>',
  '<style>* { display: none }</style>',
  '[a link](javascript:window.broken=1)',
  '[a link](JaVaScRiPt:window.broken=1)',
  '[a link](java&#115;cript:window.broken=1)',
  '[a link](data:text/html,<script>window.broken=1</script>)',
  '[a link](https://example.org" onmouseover="window.broken=1)',
  '![a picture](https://example.org/tracker.png)',
  '<javascript:window.broken=1>',
  '`<img src=x onerror="window.broken = 1">`',
  '|<img src=x onerror="window.broken=1">|\n|-|\n|<svg onload="window.broken=1">|',
  '```html\n</code></pre><img src=x onerror="window.broken = 1">\n```',
  '<math><mtext></form><form><mglyph><style></math><img src onerror="window.broken = 1">',
  '<div style="position:fixed;inset:0;z-index:9999">cover</div>',
  '{{ constructor.constructor("window.broken = 1")() }}',
  '[['.repeat(4_000),
  `${'*a_'.repeat(3_300)}`,
  `${'|a'.repeat(900)}|\n${'|-'.repeat(900)}|\n${'|\n'.repeat(2_000)}`,
  '> '.repeat(5_000),
  `\u202e${'gpj.exe'.repeat(3)} ${'z\u0301\u0302\u0303'.repeat(200)}`,
]

test('messages made to do harm are shown as the text they are', async ({ person, space }) => {
  const ann = await person('Ann')
  await register(ann)
  const ben = await voice(space.url, 'Ben')
  const { page } = ann
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  page.on('dialog', () => expect.soft(false, 'a dialog was opened').toBe(true))

  await findAndOpen(page, 'Ben')
  await write(page, 'begin')
  await expect(sent(page, 'begin')).toBeVisible()
  const conversation = await page.evaluate(() => location.hash.split('/')[2]!)
  await ben.sayAll(conversation, [...attacks, 'the last'])
  await expect(message(page, 'the last')).toBeVisible()

  // Each of them on screen once, upwards.
  await page.getByRole('log').hover()
  await expect(async () => {
    await page.mouse.wheel(0, -600)
    await expect(messages(page).first()).toContainText('begin', { timeout: 50 })
    await expect(page.getByText('This is the beginning of your conversation')).toBeInViewport({
      timeout: 50,
    })
  }).toPass({ timeout: 45_000 })

  expect(await page.evaluate(() => (globalThis as { broken?: number }).broken)).toBeUndefined()
  await expect(
    messages(page).locator('script, img[src^="http"], iframe, style, svg[onload], form'),
  ).toHaveCount(0)
  const hrefs = await messages(page)
    .locator('a')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')))
  expect(hrefs.filter((href) => !/^(https?:\/\/|mailto:)/.test(href ?? ''))).toEqual([])
  expect(asked.filter((url) => url.includes('example.org'))).toEqual([])
  await expect(composer(page)).toBeVisible()
})

test('a link says where it leads, and opens outside', async ({ person, space }) => {
  const ann = await person('Ann')
  await register(ann)
  const ben = await voice(space.url, 'Ben')
  const { page } = ann
  await findAndOpen(page, 'Ben')
  await write(page, 'begin')
  const conversation = await page.evaluate(() => location.hash.split('/')[2]!)
  await ben.say(conversation, 'see [the bank](https://example.org/evil) or www.example.com')
  const links = message(page, 'see').getByRole('link')
  await expect(links).toHaveCount(2)
  await expect(links.first()).toHaveAttribute('title', 'https://example.org/evil')
  await expect(links.first()).toHaveAttribute('rel', /noopener/)
  await expect(links.first()).toHaveAttribute('target', '_blank')
  await expect(links.last()).toHaveAttribute('href', 'http://www.example.com/')
})

test('names and words of any length and direction stay in their place', async ({
  person,
  space,
}, testInfo) => {
  const ann = await person('Ann')
  await register(ann)
  const { page } = ann
  const strangers = ['محمد عبد الرحمن بن خالد', 'W'.repeat(40), '田中さくら']
  for (const name of strangers) {
    const other = await voice(space.url, name)
    await findAndOpen(page, name)
    await write(page, 'x'.repeat(400))
    const conversation = await page.evaluate(() => location.hash.split('/')[2]!)
    await other.say(conversation, `مرحبا ${'y'.repeat(300)} hello`)
    await expect(messages(page)).toHaveCount(2)
  }
  for (const width of [360, 720, 1440]) {
    await page.setViewportSize({ width, height: 720 })
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth))
      .toBeLessThanOrEqual(0)
    const wide = await page.getByRole('log').evaluate((log) => log.scrollWidth - log.clientWidth)
    expect(wide).toBeLessThanOrEqual(0)
    await testInfo.attach(`at ${width}`, {
      body: await page.screenshot(),
      contentType: 'image/png',
    })
  }
  await page.setViewportSize({ width: 1000, height: 720 })
  await expect(line(page, strangers[0]!)).toBeVisible()
})
