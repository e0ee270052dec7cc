import { availableParallelism, loadavg } from 'node:os'
import type { Page } from '@playwright/test'
import { type AppOnMachine, launchOnMachine } from '../fixtures/app-on-machine.ts'
import { findAndOpen, host, line, message, register, write } from '../fixtures/at-the-window.ts'
import { axeFindings } from '../fixtures/axe-findings.ts'
import { type Cable, layCable, obstacle } from '../fixtures/cable.ts'
import { launchDesktopApp } from '../fixtures/desktop-app.ts'
import { hostStatus, openHosting } from '../fixtures/host-window.ts'
import { startSpace } from '../fixtures/space.ts'
import { expect, test as base } from '../fixtures/test.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'

/**
 * What somebody may wait at most, from the first click until a message is read on the other device: ten
 * seconds, on a machine that is not asked for more than it can do; on another one so much longer.
 */
const atMost = (): number => 10_000 * Math.max(1, loadavg()[0]! / availableParallelism())
/** Found on loopback alone: nothing leaves this machine. */
const env = { PARLEY_DISCOVERY: 'lo' }

type Fixtures = {
  /** An app on loopback, with a folder of its own. */
  app: (name: string) => Promise<Page>
  /** Two apps on two machines with one cable between them. */
  apps: (...cidrs: readonly [string, string]) => Promise<{ pages: [Page, Page]; cable: Cable }>
}

const test = base.extend<Fixtures>({
  app: async ({ pageErrors }, use) => {
    const ends: (() => Promise<void>)[] = []
    pageErrors.allowLostConnections()
    await use(async (name) => {
      const profile = await temporaryFolder('profile')
      ends.push(() => profile.remove())
      const onPage = (page: Page) => pageErrors.watch(page, name)
      const { page, quit } = await launchDesktopApp({ profile: profile.path, env, onPage })
      ends.push(quit)
      return page
    })
    for (const end of ends.reverse()) await end()
  },

  apps: async ({ pageErrors }, use) => {
    const ends: (() => Promise<void> | void)[] = []
    pageErrors.allowLostConnections()
    await use(async (...cidrs) => {
      const cable = layCable(...cidrs)
      ends.push(cable.remove)
      for (const { ip } of cable.ends) expect(ip('route')).not.toContain('default')
      const [ann, ben] = await Promise.all(
        cable.ends.map(async (machine): Promise<AppOnMachine> => {
          const profile = await temporaryFolder('profile')
          ends.push(() => profile.remove())
          const onPage = (page: Page) => pageErrors.watch(page, machine.name)
          const app = await launchOnMachine(machine, profile.path, onPage)
          ends.push(() => app.quit())
          return app
        }),
      )
      return { pages: [ann!.page, ben!.page], cable }
    })
    for (const end of ends.reverse()) await end()
  },
})

/** One hosts, the other finds it, joins and writes; it is read within the time that is allowed. */
async function meet(ann: Page, ben: Page, name: string): Promise<void> {
  await expect(ben.getByRole('button', { name: 'Host on this network' })).toBeVisible()
  const begun = performance.now()
  await host(ann, name)
  await Promise.all([
    register({ page: ann, name: 'Ann' }),
    ben
      .getByRole('button', { name })
      .click()
      .then(() => register({ page: ben, name: 'Ben' })),
  ])
  await findAndOpen(ben, 'Ann')
  await write(ben, 'Hello from the other side')
  await line(ann, 'Ben').click()
  await expect(message(ann, 'Hello from the other side')).toBeVisible()
  const took = performance.now() - begun
  test.info().annotations.push({ type: 'from the first click', description: `${took} ms` })
  expect(took).toBeLessThan(atMost())
}

test('hosted in one app, found and joined in another, and talking within ten seconds', async ({
  app,
}) => {
  const [ann, ben] = [await app('Ann’s app'), await app('Ben’s app')]
  const name = `Harbour ${process.pid}`
  await meet(ann, ben, name)
  const [known] = await ben.evaluate(() => window.parley!.spaces.list())
  const [own] = await ann.evaluate(() => window.parley!.spaces.list())
  expect(known).toMatchObject({ name, hosted: false, fingerprint: own!.fingerprint })
  expect(known!.url).toMatch(/^https:\/\/127\.0\.0\.1:/)
  expect(own).toMatchObject({ name, hosted: true })
  expect(own!.url).toMatch(/^http:\/\/127\.0\.0\.1:/)
})

for (const [what, one, other] of [
  ['IPv4', '10.9.0.1/24', '10.9.0.2/24'],
  ['IPv6 alone', 'fd00:9::1/64', 'fd00:9::2/64'],
] as const) {
  test(`between two machines by ${what}, with no gateway and no DNS`, async ({ apps }) => {
    test.slow()
    const why = obstacle()
    test.skip(why !== null && process.env.CI !== 'true', `no networks of our own here: ${why}`)
    const [ann, ben] = (await apps(one, other)).pages
    await meet(ann, ben, 'Harbour')
    const [known] = await ben.evaluate(() => window.parley!.spaces.list())
    expect(known!.url).toContain(one.split('/')[0])
    expect(new URL(known!.url).port).toBe('7759')
  })
}

test('a host without a network serves its own computer, and follows to the address that it gets', async ({
  apps,
}) => {
  test.slow()
  const why = obstacle()
  test.skip(why !== null && process.env.CI !== 'true', `no networks of our own here: ${why}`)
  const { cable, pages } = await apps('10.9.0.1/24', '10.9.0.2/24')
  const [ann, ben] = pages
  const [desk] = cable.ends
  desk.ip('link', 'set', 'eth0', 'down')
  desk.ip('addr', 'flush', 'dev', 'eth0')
  await host(ann, 'Harbour')
  await register({ page: ann, name: 'Ann' })
  await openHosting(ann)
  await expect(hostStatus(ann)).toContainText('Harbour has been served since')
  await expect(ann.getByText('This computer is on no network.')).toBeVisible()

  // As when it woke elsewhere.
  desk.ip('addr', 'add', '10.9.0.7/24', 'dev', 'eth0')
  desk.ip('link', 'set', 'eth0', 'up')
  await expect(ann.getByRole('list', { name: 'Addresses' })).toContainText('10.9.0.7:7759')
  const found = ben.getByRole('button', { name: 'Harbour' })
  await expect(found).toBeVisible()

  await test.step('and is announced where its person says, or nowhere', async () => {
    desk.ip('link', 'add', 'eth1', 'type', 'veth', 'peer', 'name', 'lab')
    desk.ip('addr', 'add', '10.8.0.1/24', 'dev', 'eth1')
    for (const name of ['eth1', 'lab']) desk.ip('link', 'set', name, 'up')
    const announced = ann.getByRole('switch', { name: 'Let apps find it by themselves' })
    await announced.click()
    await expect(found).toBeHidden()
    await announced.click()
    await expect(found).toBeVisible()

    const choice = ann.getByRole('group', { name: 'Announced on' })
    await expect(choice.getByRole('switch', { name: 'eth1' })).toBeVisible()
    await choice.getByRole('switch', { name: 'eth0' }).click()
    await expect(found).toBeHidden()
    desk.ip('link', 'del', 'eth1')
    await expect(choice.getByText('Not connected now')).toBeVisible()
    expect(await ann.evaluate(() => window.parley!.host.choices())).toMatchObject({
      announce: ['eth1'],
    })
    await choice.getByRole('switch', { name: 'eth0' }).click()
    await expect(found).toBeVisible()
  })

  await found.click()
  await register({ page: ben, name: 'Ben' })
  await ann.getByRole('button', { name: 'Invite somebody' }).click()
  await ann.getByRole('button', { name: 'Make invite' }).click()
  await expect(ann.getByText(/^parley:\/\/join\?/)).toContainText('a=10.9.0.7:7759')
})

test('two hosts of one name are both there, and told apart by where they are', async ({
  app,
  pageErrors,
}) => {
  pageErrors.allowLostConnections()
  const name = `Twins ${process.pid}`
  const settings = ['--tls', 'always', '--announce', 'lo', '--space-name', name]
  const twins = await Promise.all([startSpace(settings), startSpace(settings)])
  try {
    const page = await app('the app')
    const found = page.getByRole('button', { name })
    await expect(found).toHaveCount(2)
    for (const { url } of twins) {
      await expect(found.filter({ hasText: new URL(url).host })).toBeVisible()
    }
    expect(await axeFindings(page)).toEqual([])
  } finally {
    await Promise.all(twins.map((twin) => twin.remove()))
  }
})
