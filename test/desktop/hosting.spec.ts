import { execFileSync } from 'node:child_process'
import { fingerprintGroups } from '../../protocol/fingerprint.ts'
import { findAndOpen, host, message, register, sent, write } from '../fixtures/at-the-window.ts'
import { axeFindings } from '../fixtures/axe-findings.ts'
import { type Machine, obstacle } from '../fixtures/cable.ts'
import { hostStatus, openHosting } from '../fixtures/host-window.ts'
import { startSpace } from '../fixtures/space.ts'
import { expect } from '../fixtures/test.ts'
import { meet, test } from '../fixtures/two-apps.ts'

/** As when its lid is shut: everything that runs there stands still, and goes on later. */
function sleep(machine: Machine, on: boolean): void {
  const pids = execFileSync('ip', ['netns', 'pids', machine.name], { encoding: 'utf8' })
  for (const pid of pids.trim().split(/\s+/)) process.kill(Number(pid), on ? 'SIGSTOP' : 'SIGCONT')
}

test('hosted in one app, found and joined in another, and talked in', async ({ app }) => {
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
  const [desk, other] = cable.ends
  other.ip('link', 'set', 'eth0', 'down')
  await expect(ben.getByText('This device is on no network.')).toBeVisible()
  other.ip('link', 'set', 'eth0', 'up')
  await expect(ben.getByText('Looking around…')).toBeVisible()
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

  await test.step('and whoever is at home there follows it to where it wakes', async () => {
    await findAndOpen(ben, 'Ann')
    sleep(desk, true)
    desk.ip('addr', 'flush', 'dev', 'eth0')
    await write(ben, 'written while it slept')
    await expect(message(ben, 'written while it slept')).toBeVisible()
    desk.ip('addr', 'add', '10.9.0.8/24', 'dev', 'eth0')
    sleep(desk, false)
    await expect(sent(ben, 'written while it slept')).toBeVisible({ timeout: 60_000 })
    const [known] = await ben.evaluate(() => window.parley!.spaces.list())
    expect(known!.url).toBe('https://10.9.0.8:7759')
  })
})

test('two hosts of one name are both there, and told apart by where they are and by their keys', async ({
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
    for (const { fingerprint, url } of twins) {
      const key = fingerprintGroups(fingerprint!).slice(0, 2).join(' ')
      await expect(found.filter({ hasText: new URL(url).host })).toContainText(key)
    }
    expect(await axeFindings(page)).toEqual([])
  } finally {
    await Promise.all(twins.map((twin) => twin.remove()))
  }
})
