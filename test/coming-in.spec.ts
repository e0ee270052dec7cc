import type { Page } from '@playwright/test'
import { password, register } from './fixtures/at-the-window.ts'
import { axeFindings } from './fixtures/axe-findings.ts'
import { goTo } from './fixtures/lists.ts'
import { expect, test } from './fixtures/test.ts'

async function choosePolicy(page: Page, title: string): Promise<void> {
  await goTo(page, '/settings/space')
  const choice = page.getByRole('radio', { name: title, exact: true })
  await choice.click()
  await expect(choice).toBeChecked()
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
}

/** What the dialog shows of a new invite, for so many people. */
async function makeInvite(page: Page, uses = 'One person'): Promise<Map<string, string>> {
  await goTo(page, '/settings/space')
  await page.getByRole('button', { name: 'New invite' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('What it is for').fill('For Ben')
  await dialog.getByLabel('For how many').selectOption(uses)
  await dialog.getByRole('button', { name: 'Make invite' }).click()
  await expect(dialog.getByRole('img', { name: /Square to scan/ })).toBeVisible()
  const labels = await dialog.getByRole('term').allTextContents()
  const values = await dialog.locator('dd[dir="ltr"]').allTextContents()
  await dialog.getByRole('button', { name: 'Done' }).click()
  return new Map(labels.map((label, index) => [label.trim(), values[index]!.trim()]))
}

async function fillIn(page: Page, name: string, invite?: string): Promise<void> {
  if (invite !== undefined) await page.getByLabel('Invite', { exact: true }).fill(invite)
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Join', exact: true }).click()
}

/** Follows an invite's link, once the app is there to hear of it. */
async function follow(page: Page, fields: string): Promise<void> {
  await page.getByLabel('Name', { exact: true }).waitFor()
  await goTo(page, `/join?${fields}`)
}

const isIn = (page: Page) =>
  expect(page.getByRole('link', { name: 'Find people' }).first()).toBeVisible()

test('a space by invitation asks for the invite, and takes a link or words', async ({
  person,
  pageErrors,
}) => {
  pageErrors.allow(/status of 403/)
  const ann = await person('Ann')
  await register(ann)
  await choosePolicy(ann.page, 'People with an invite')
  const invite = await makeInvite(ann.page, '5 people')

  const ben = await person('Ben')
  await fillIn(ben.page, 'Ben', '')
  await expect(ben.page.getByText('Please enter the invite you were given.')).toBeVisible()
  await fillIn(ben.page, 'Ben', 'what is this?')
  await expect(ben.page.getByText('This is no invite.', { exact: false })).toBeVisible()
  await fillIn(ben.page, 'Ben', 'aardvark abacus abbey abilities')
  await expect(ben.page.getByText('No such word: abilities', { exact: false })).toBeVisible()
  await fillIn(ben.page, 'Ben', invite.get('Link for the app'))
  await isIn(ben.page)

  const cay = await person('Cay')
  await fillIn(cay.page, 'Cay', 'aardvark abacus abbey ability')
  await expect(cay.page.getByText('This invite is not valid', { exact: false })).toBeVisible()
  await fillIn(cay.page, 'Cay', invite.get('In words')!.toUpperCase().replaceAll(' ', '-'))
  await isIn(cay.page)

  await goTo(ann.page, '/')
  await goTo(ann.page, '/settings/space')
  const listed = ann.page.getByRole('list', { name: 'Invites' }).getByRole('listitem')
  await expect(listed).toContainText(['2 of 5 used'])
  await listed.getByRole('button', { name: /Revoke/ }).click()
  await expect(listed).toContainText(['Revoked'])
  const dan = await person('Dan')
  await fillIn(dan.page, 'Dan', invite.get('Link for the app'))
  await expect(dan.page.getByText('This invite was taken back', { exact: false })).toBeVisible()
})

test('an invite’s link leads to registering, and needs no field', async ({
  person,
  pageErrors,
}) => {
  pageErrors.allow(/status of 403/)
  const ann = await person('Ann')
  await register(ann)
  await choosePolicy(ann.page, 'People with an invite')
  const invite = await makeInvite(ann.page)
  const ben = await person('Ben')
  const fields = invite.get('Link for the app')!.split('?')[1]!
  await follow(ben.page, fields)
  await expect(ben.page.getByText('You are invited.', { exact: false })).toBeVisible()
  await expect(ben.page.getByLabel('Invite', { exact: true })).toBeHidden()
  await fillIn(ben.page, 'Ben')
  await isIn(ben.page)
  expect(ben.page.url()).not.toContain('join')

  const cay = await person('Cay')
  await follow(cay.page, fields)
  await fillIn(cay.page, 'Cay')
  await expect(cay.page.getByText('This invite was used already', { exact: false })).toBeVisible()
})

test('whoever waits to be let in sees just that, until somebody decides', async ({ person }) => {
  const ann = await person('Ann')
  await register(ann)
  await choosePolicy(ann.page, 'Anyone, once they were let in')
  const [ben, cay] = [await person('Ben'), await person('Cay')]
  for (const { page, name } of [ben, cay]) {
    await page.getByText('You can wait for that here.', { exact: false }).waitFor()
    await fillIn(page, name)
    await expect(page.getByRole('heading', { name: 'Waiting to be let in' })).toBeVisible()
    await goTo(page, '/settings/profile')
    await expect(page.getByRole('heading', { name: 'Waiting to be let in' })).toBeVisible()
  }
  await ben.reopen()
  await expect(ben.page.getByRole('heading', { name: 'Waiting to be let in' })).toBeVisible()

  await goTo(ann.page, '/')
  await goTo(ann.page, '/settings/space')
  await ann.page.getByRole('button', { name: 'Let in Ben' }).press('Enter')
  await isIn(ben.page)
  await expect(ann.page.getByRole('button', { name: 'Let in Cay' })).toBeFocused()
  await ann.page.keyboard.press('Tab')
  await expect(ann.page.getByRole('button', { name: 'Refuse Cay' })).toBeFocused()
  await ann.page.keyboard.press('Enter')
  await expect(cay.page.getByRole('heading', { name: 'You were not let in' })).toBeVisible()
  await expect(ann.page.getByText('Nobody waits to be let in.')).toBeVisible()
  const block = ann.page.locator('section', { hasText: 'Nobody waits to be let in.' }).last()
  await expect(block).toBeFocused()
  await cay.page.getByRole('button', { name: 'Back' }).click()
  await expect(cay.page.getByRole('button', { name: 'Create an account' })).toBeVisible()
})

test('only those who administer the space find its part of the settings', async ({ person }) => {
  const ann = await person('Ann')
  await register(ann)
  const ben = await person('Ben')
  await register(ben)
  for (const [{ page }, count] of [
    [ann, 1],
    [ben, 0],
  ] as const) {
    await goTo(page, '/settings')
    const sections = page.getByRole('navigation', { name: 'Settings' })
    await expect(sections.getByRole('link', { name: 'About' })).toBeVisible()
    await expect(sections.getByRole('link', { name: 'Space', exact: true })).toHaveCount(count)
  }
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing where people come in, in the ${colorScheme} theme`, async ({
    person,
  }) => {
    const ann = await person('Ann')
    await register(ann)
    const ben = await person('Ben')
    const findings = async (page: Page) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      return axeFindings(page)
    }
    await choosePolicy(ann.page, 'People with an invite')
    await ben.page.reload()
    await ben.page.getByLabel('Invite', { exact: true }).waitFor()
    expect(await findings(ben.page)).toEqual([])
    await makeInvite(ann.page)
    expect(await findings(ann.page)).toEqual([])
    await ann.page.getByRole('button', { name: 'New invite' }).click()
    expect(await findings(ann.page)).toEqual([])
    await ann.page.getByRole('button', { name: 'Make invite' }).click()
    await ann.page.getByRole('img', { name: /Square to scan/ }).waitFor()
    expect(await findings(ann.page)).toEqual([])
    await ann.page.getByRole('button', { name: 'Done' }).click()
    await choosePolicy(ann.page, 'Anyone, once they were let in')
    await ben.page.reload()
    await fillIn(ben.page, 'Ben')
    await ben.page.getByRole('heading', { name: 'Waiting to be let in' }).waitFor()
    expect(await findings(ben.page)).toEqual([])
    await goTo(ann.page, '/')
    await goTo(ann.page, '/settings/space')
    await ann.page.getByRole('button', { name: 'Let in Ben' }).waitFor()
    expect(await findings(ann.page)).toEqual([])
  })
}
