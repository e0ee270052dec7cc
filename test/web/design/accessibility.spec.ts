import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from '../../fixtures/gallery.ts'

type Scene = {
  name: string
  query: string
  open?: (page: Page) => Promise<void>
  /** In the dark theme too: where all the colours are. That they contrast is proven with the tokens. */
  dark?: true
}

const button = (name: string) => (page: Page) => page.getByRole('button', { name }).first().click()

const scenes: Scene[] = [
  { name: 'every component', query: '', dark: true },
  { name: 'a dialog', query: '', open: button('Open a dialog') },
  { name: 'a question', query: '', open: button('Ask to confirm') },
  { name: 'a menu', query: '', open: button('Open a menu') },
  {
    name: 'the frame, disconnected, with a panel',
    query: 'only=FrameScene&panel&state=waiting',
    dark: true,
  },
  { name: 'the frame in compact density', query: 'only=FrameScene&density=compact' },
  { name: 'the frame from right to left', query: 'only=FrameScene&dir=rtl&language=de' },
  { name: 'the quick switcher', query: 'only=FrameScene&switcher' },
  { name: 'the shortcuts', query: 'only=FrameScene&help' },
  ...['register', 'taken', 'throttled', 'failed'].map((state) => ({
    name: `the way in: ${state}`,
    query: `only=WelcomeScene&state=${state}`,
  })),
]

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } })

    for (const { name, query, open, dark } of scenes) {
      if (colorScheme === 'dark' && !dark) continue
      test(`axe finds nothing in ${name}`, async ({ gallery }) => {
        const page = await gallery(query)
        await open?.(page)
        if (open) await page.locator('[role=dialog],[role=alertdialog],[role=menu]').waitFor()
        await expect.poll(() => runningAnimations(page)).toBe(0)
        const { violations } = await new AxeBuilder({ page }).analyze()
        expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
      })
    }
  })
}

function runningAnimations(page: Page): Promise<number> {
  return page.evaluate(
    () => document.getAnimations().filter(({ playState }) => playState === 'running').length,
  )
}

test.describe('with reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } })

  test('nothing keeps moving', async ({ gallery }) => {
    const page = await gallery('')
    await expect.poll(() => runningAnimations(page)).toBe(0)
  })
})

const views = ['only=FrameScene&panel', 'only=FrameScene&at=/', 'only=WelcomeScene', '']

for (const [name, width, height] of [
  ['a phone', 360, 740],
  ['a window at 200 %', 640, 400],
  ['a large screen', 2560, 1440],
] as const) {
  test.describe(`on ${name}`, () => {
    test.use({ viewport: { width, height } })

    test('nothing sticks out of the window', async ({ gallery }) => {
      for (const query of views) {
        const page = await gallery(query)
        // The typefaces arrive after the first layout, and settle it.
        const overflow = () =>
          page.evaluate(() => {
            const boxes = [document.documentElement, ...document.querySelectorAll('main')]
            return Math.max(...boxes.map((box) => box.scrollWidth - box.clientWidth))
          })
        await expect.poll(overflow, query).toBeLessThanOrEqual(0)
      }
    })
  })
}
