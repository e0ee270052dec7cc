import { obstacle } from '../../fixtures/cable.ts'
import { expect } from '../../fixtures/test.ts'
import { meet, test } from '../../fixtures/two-apps.ts'

/** What somebody may wait at most, from the first click until a message is read on the other device. */
const atMost = 10_000

test('hosted on one machine, found and joined on another, and read within ten seconds', async ({
  apps,
}) => {
  const why = obstacle()
  test.skip(why !== null && process.env.CI !== 'true', `no networks of our own here: ${why}`)
  const [ann, ben] = (await apps('10.9.0.1/24', '10.9.0.2/24')).pages
  for (const page of [ann, ben]) {
    await expect(page.getByRole('button', { name: 'Host on this network' })).toBeVisible()
  }
  const begun = performance.now()
  await meet(ann, ben, 'Harbour')
  const took = performance.now() - begun
  test.info().annotations.push({ type: 'from the first click', description: `${took} ms` })
  expect(took).toBeLessThan(atMost)
})
