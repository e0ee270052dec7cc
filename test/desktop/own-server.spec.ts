import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { host, register, sent, write } from '../fixtures/at-the-window.ts'
import { createGroup } from '../fixtures/lists.ts'
import { processesOf, serversOf } from '../fixtures/servers-of.ts'
import { expect, test } from '../fixtures/test.ts'

const hostState = (page: Page) => page.evaluate(() => window.parley!.host.state())

async function readyUrl(page: Page): Promise<string> {
  await expect.poll(async () => (await hostState(page)).status, { timeout: 20_000 }).toBe('ready')
  const state = await hostState(page)
  return state.status === 'ready' ? state.url : ''
}

test.skip(process.platform !== 'linux', 'finds processes in /proc')

test('an app at its first start serves nothing until its person hosts, and serves that from then on', async ({
  desktop,
  profile,
  pageErrors,
}) => {
  // At its second start the page knows the address before the server is there.
  pageErrors.allowLostConnections()
  const first = await desktop()
  await expect(first.page.getByRole('button', { name: 'Host on this network' })).toBeVisible()
  expect(await hostState(first.page)).toEqual({ status: 'off' })
  expect(await serversOf(profile)).toEqual([])
  await host(first.page, 'Harbour')
  const url = await readyUrl(first.page)
  expect((await fetch(`${url}/`)).status).toBe(200)
  expect(await first.page.evaluate(() => window.parley!.spaces.list())).toMatchObject([
    { id: 'own', name: 'Harbour', url, hosted: true },
  ])
  await first.quit()
  expect(await serversOf(profile)).toEqual([])

  const second = await desktop()
  expect(await readyUrl(second.page)).toBe(url)
})

test('a server that is killed comes back on the same address while the window stays', async ({
  desktop,
  profile,
  pageErrors,
}) => {
  pageErrors.allowLostConnections()
  const { electron, page } = await desktop()
  await host(page, 'Harbour')
  const url = await readyUrl(page)
  await page.evaluate(() => {
    const states: string[] = []
    Reflect.set(window, 'states', states)
    window.parley!.on('host-state', ({ status }) => states.push(status))
  })
  const [server] = await serversOf(profile)
  process.kill(server!, 'SIGKILL')

  const states = () => page.evaluate(() => Reflect.get(window, 'states') as string[])
  await expect.poll(states, { timeout: 20_000 }).toEqual(['restarting', 'ready'])
  expect(await readyUrl(page)).toBe(url)
  expect(await serversOf(profile)).not.toEqual([server])
  expect(electron.windows()).toHaveLength(1)
})

test('a server that is frozen is ended and started again, and the person is told meanwhile', async ({
  desktop,
  profile,
  pageErrors,
}) => {
  test.slow()
  pageErrors.allowLostConnections()
  const { page } = await desktop()
  await host(page, 'Harbour')
  await register({ page, name: 'Ann' })
  await createGroup(page, 'Boats')
  const [server] = await serversOf(profile)
  process.kill(server!, 'SIGSTOP')
  await write(page, 'written meanwhile')
  // As a server that was ended comes back within a moment, the words are only there for that long.
  await page.evaluate(() => {
    Reflect.set(window, 'told', false)
    new MutationObserver(() => {
      const isTold = document.body.innerText.includes(
        'Your space stopped and is being started again',
      )
      if (isTold) Reflect.set(window, 'told', true)
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  const told = () => page.evaluate(() => Reflect.get(window, 'told') as boolean)
  await expect.poll(told, { timeout: 60_000 }).toBe(true)
  await expect(sent(page, 'written meanwhile')).toBeVisible({ timeout: 60_000 })
  expect(await serversOf(profile)).not.toContain(server)
})

test('an app that is killed leaves no server behind', async ({ desktop, profile }) => {
  const { electron, page } = await desktop()
  await host(page, 'Harbour')
  await readyUrl(page)
  expect(await serversOf(profile)).toHaveLength(1)

  expect((await processesOf(profile)).length).toBeGreaterThan(1)
  const app = electron.process()
  const closed = once(app, 'close')
  app.kill('SIGKILL')
  await closed
  await expect.poll(() => processesOf(profile)).toEqual([])
})

test('an app that was given a space starts no server', async ({ space, desktop, profile }) => {
  const { page } = await desktop({ PARLEY_SPACE_URL: space.url })
  expect(await hostState(page)).toEqual({ status: 'off' })
  expect(await page.evaluate(() => window.parley!.spaces.list())).toMatchObject([
    { url: space.url, hosted: false },
  ])
  expect(await serversOf(profile)).toEqual([])
})

test('a space that an earlier version served is served on, to this computer alone', async ({
  desktop,
  profile,
  pageErrors,
}) => {
  pageErrors.allowLostConnections()
  const own = { id: 'own', name: 'Ann’s', url: 'http://127.0.0.1:0', hosted: true }
  await writeFile(join(profile, 'spaces.json'), JSON.stringify([own]))
  const { page } = await desktop()
  await readyUrl(page)
  expect(await page.evaluate(() => window.parley!.host.choices())).toMatchObject({
    wanted: true,
    reach: 'machine',
  })
  const [server] = await serversOf(profile)
  const told = (await readFile(`/proc/${server}/cmdline`, 'utf8')).split('\0')
  expect(told[told.indexOf('--host') + 1]).toBe('127.0.0.1')
  expect(told[told.indexOf('--tls') + 1]).toBe('auto')
})

test('an app that quits while its server starts leaves none behind', async ({
  desktop,
  profile,
}) => {
  const { page, quit } = await desktop()
  await page.evaluate(() => window.parley!.host.begin('Harbour'))
  await quit()
  expect(await serversOf(profile)).toEqual([])
})
