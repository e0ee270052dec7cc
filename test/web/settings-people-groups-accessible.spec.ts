import type { Page } from '@playwright/test'
import { register } from '../fixtures/at-the-window.ts'
import { axeFindings } from '../fixtures/axe-findings.ts'
import {
  createGroup,
  goTo,
  groupPanel,
  openGroup,
  openGroups,
  openPeople,
} from '../fixtures/lists.ts'
import { expect, test } from '../fixtures/test.ts'

type View = { name: string; open: (page: Page) => Promise<unknown> }

const settings = [
  'profile',
  'account',
  'devices',
  'appearance',
  'language',
  'notifications',
  'keyboard',
  'about',
]

const views: View[] = [
  { name: 'people', open: openPeople },
  {
    name: 'a profile',
    open: async (page) => {
      await openPeople(page)
      await page.getByRole('button', { name: 'Profile of Ben' }).click()
      await page.getByRole('complementary').getByRole('heading', { name: 'Ben' }).waitFor()
    },
  },
  {
    name: 'inviting',
    open: async (page) => {
      await openPeople(page)
      await page.getByRole('button', { name: 'Invite people' }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  { name: 'groups', open: openGroups },
  { name: 'a group', open: (page) => openGroup(page, 'Crew') },
  {
    name: 'creating a group',
    open: async (page) => {
      await goTo(page, '/groups?create')
      await page.getByRole('dialog').getByRole('listitem').first().waitFor()
    },
  },
  {
    name: 'adding people',
    open: async (page) => {
      await openGroup(page, 'Crew')
      await groupPanel(page).getByRole('button', { name: 'Add people' }).click()
      await page.getByRole('dialog').getByRole('listitem').first().waitFor()
    },
  },
  ...settings.map((section) => ({
    name: `settings: ${section}`,
    open: async (page: Page) => {
      await goTo(page, `/settings/${section}`)
      await page.locator(`#settings-${section}`).waitFor()
    },
  })),
]

/** A tip is beside every landmark, as it must be. */
async function withoutTips(page: Page): Promise<void> {
  await page.mouse.move(0, 0)
  await expect(page.getByRole('tooltip')).toBeHidden()
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in people, groups and settings in the ${colorScheme} theme`, async ({
    person,
  }) => {
    test.setTimeout(240_000)
    const [ann, ben] = await Promise.all([person('Ann'), person('Ben')])
    await Promise.all([register(ann), register(ben)])
    const { page } = ann
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await createGroup(page, 'Crew', { purpose: 'Sailing', members: ['Ben'] })
    for (const { name, open } of views) {
      await test.step(name, async () => {
        await goTo(page, '/')
        await open(page)
        await withoutTips(page)
        expect(await axeFindings(page), name).toEqual([])
        await page.keyboard.press('Escape')
        await expect(page.getByRole('dialog')).toHaveCount(0)
      })
    }
  })
}
