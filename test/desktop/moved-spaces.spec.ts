import { inviteUri } from '../../protocol/invite-link.ts'
import { message, register, sent, write } from '../fixtures/at-the-window.ts'
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
