import { join } from 'node:path'
import 'fake-indexeddb/auto'
import { expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../../server/test/temporary-folder.ts'
import { Chance } from '../chance.ts'
import { Supervisor } from '../server/supervisor.ts'
import { Lab } from './lab.ts'
import { shownLog, storedLog } from './reading.ts'
import { until } from './until.ts'

const PEOPLE = 8
/** So many a writer: more than the network between the server and one reader will hold. */
const MESSAGES = 200
const TEXT = 'x'.repeat(9_000)

async function metric(server: Supervisor, line: RegExp): Promise<number> {
  const text = await (await fetch(`${server.url}/metrics`)).text()
  return Number(line.exec(text)?.[1] ?? 0)
}

it(
  'a stalled client among others is closed as a slow consumer, and is whole again when it reads on',
  { timeout: 120_000 },
  async () => {
    const flags = ['--write-rate', '0', '--max-backpressure', '65536']
    const server = new Supervisor({ data: join(temporaryFolder(), 'space'), flags })
    const nothing = { fill: () => {}, makeRoom: () => {} }
    const chance = new Chance(1, 'slow consumer')
    const lab = new Lab({ server, disk: nothing, chance, clients: PEOPLE, speed: 1 })
    onTestFinished(() => lab.end())
    await lab.begin()
    const group = lab.groups[0]!
    const [stalled, ...others] = lab.devices
    stalled!.cable.set('down', { silent: true })

    const token = await others[0]!.token()
    await Promise.all(
      others.map(async (device) => {
        const open = device.conversation(group)
        for (let n = 0; n < MESSAGES; n += 1) {
          await open.send(`${n} ${TEXT}`)
          await until(() => device.unsent < 4, { every: 1 })
        }
      }),
    )
    const head = (device = stalled!) =>
      device.client!.conversations.get().find(({ id }) => id === group)?.head ?? 0
    await until(() => others.every((device) => device.unsent === 0))
    const log = await storedLog(server.url, token, group)
    await until(() => others.every((device) => head(device) === log.length))
    expect(head()).toBeLessThan(log.length)
    expect(await metric(server, /^parley_slow_consumers_total (\d+)/m)).toBe(1)

    stalled!.cable.mend()
    await until(() => head() === log.length && stalled!.isOnline)
    expect(await metric(server, /^parley_connections_closed_total\{code="4001"\} (\d+)/m)).toBe(1)
    for (const device of [stalled!, others[0]!])
      expect(await shownLog(device.conversation(group))).toEqual(log)
  },
)
