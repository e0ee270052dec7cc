import { inviteUri } from '../../protocol/invite-link.ts'
import { nowhere } from '../../shared/ipc/nowhere.ts'
import { line, message, register, sent, write } from '../fixtures/at-the-window.ts'
import { createGroup } from '../fixtures/lists.ts'
import { startSpace } from '../fixtures/space.ts'
import { expect, test } from '../fixtures/test.ts'
import { layWire } from '../fixtures/wire.ts'

test('a space that is to be had at its other address alone is followed there, with what waits', async ({
  desktop,
  pageErrors,
}) => {
  pageErrors.allowLostConnections()
  const office = await startSpace(['--tls', 'always', '--space-name', 'Office'])
  const port = Number(new URL(office.url).port)
  const [first, second] = [await layWire(port), await layWire(port)]
  try {
    const { page } = await desktop()
    await page.getByRole('button', { name: 'Join a space' }).click()
    const link = inviteUri({
      ...{ name: 'Office', scheme: 'https', secret: null, fingerprint: office.fingerprint },
      addresses: [first.host, second.host],
    })
    await page.getByLabel('Address, link or words').fill(link)
    await page.getByRole('button', { name: 'Go there' }).click()
    await register({ page, name: 'Ann' })
    await createGroup(page, 'Boats')
    await first.close()
    await write(page, 'on the way')
    await expect(message(page, 'on the way')).toBeVisible()
    await expect(sent(page, 'on the way')).toBeVisible()
    expect(await page.evaluate(() => window.parley!.spaces.list())).toMatchObject([
      { url: `https://${second.host}`, addresses: [`https://${first.host}`] },
    ])
  } finally {
    await second.close()
    await office.remove()
  }
})

test('another space that has the address of a known one now is joined beside it', async ({
  desktop,
  pageErrors,
}) => {
  pageErrors.allowLostConnections()
  // While somebody else has the office's address.
  pageErrors.allow(/ERR_CERT_AUTHORITY_INVALID/)
  pageErrors.allow(/ERR_NAME_NOT_RESOLVED \(https:\/\/nowhere\.invalid/)
  const [office, club] = await Promise.all([
    startSpace(['--tls', 'always', '--space-name', 'Office']),
    startSpace(['--tls', 'always', '--space-name', 'Club']),
  ])
  const portOf = ({ url }: { url: string }) => Number(new URL(url).port)
  const wire = await layWire(portOf(office))
  try {
    const { page } = await desktop()
    const goIn = async () => {
      await page.getByLabel('Address, link or words').fill(wire.host)
      await page.getByRole('button', { name: 'Go there' }).click()
      await page.getByRole('button', { name: 'Go in' }).click()
    }
    await page.getByRole('button', { name: 'Join a space' }).click()
    await goIn()
    await register({ page, name: 'Ann' })
    await createGroup(page, 'Boats')
    wire.leadTo(portOf(club))
    await page.getByRole('button', { name: 'Not now' }).click()
    await write(page, 'for the office alone')
    await page.getByRole('button', { name: 'Add a space' }).click()
    await goIn()
    await expect(page.getByRole('heading', { name: 'Join Club' })).toBeVisible()
    await register({ page, name: 'Ann' })
    expect(await page.evaluate(() => window.parley!.spaces.list())).toMatchObject([
      { name: 'Office', url: nowhere, addresses: [`https://${wire.host}`] },
      { name: 'Club', url: `https://${wire.host}`, fingerprint: club.fingerprint },
    ])

    // Nothing is wrong with the office: it is elsewhere, and looked for.
    await page
      .getByRole('navigation', { name: 'Spaces' })
      .getByRole('button', { name: /^Office/ })
      .click()
    await line(page, 'Boats').click()
    await expect(message(page, 'for the office alone')).toBeVisible()
    await expect(page.getByText('1 message is waiting and will be sent.')).toBeVisible()
    expect(await page.evaluate(() => window.parley!.trust.list())).toEqual([])
    const link = inviteUri({
      ...{ name: 'Office', scheme: 'https', secret: null, fingerprint: office.fingerprint },
      addresses: [new URL(office.url).host],
    })
    await page.getByRole('button', { name: 'Add a space' }).click()
    await page.getByLabel('Address, link or words').fill(link)
    await page.getByRole('button', { name: 'Go there' }).click()
    await line(page, 'Boats').click()
    await expect(sent(page, 'for the office alone')).toBeVisible()
  } finally {
    await wire.close()
    await Promise.all([office.remove(), club.remove()])
  }
})
