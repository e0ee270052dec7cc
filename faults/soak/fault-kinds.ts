import { closeSync, cpSync, openSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Chance } from '../chance.ts'
import type { Direction } from '../proxy/cable.ts'
import type { LaneFaults } from '../proxy/lane.ts'
import type { Device } from './device.ts'
import type { Lab } from './lab.ts'

type Fault = (lab: Lab, chance: Chance) => Promise<void>

const SECOND = 1_000
const HOUR = 3_600 * SECOND
const DIRECTIONS: readonly Direction[] = ['up', 'down']

/** Every way in which the lab breaks something. Each resolves when what it did is over. */
export const faultKinds = {
  'connection cut': (lab, chance) => cables(lab, chance, 0, ({ cable }) => cable.cut()),
  'cable pulled': (lab, chance) =>
    cables(lab, chance, chance.between(100, 2_000), ({ cable }) => cable.pull()),
  'half open: client gone': (lab, chance) =>
    cables(lab, chance, chance.between(500, 4_000), ({ cable }) => cable.orphan('client')),
  'half open: server gone': (lab, chance) =>
    cables(lab, chance, chance.between(500, 4_000), ({ cable }) => cable.orphan('server')),
  'one-way silence: up': (lab, chance) => lane(lab, chance, { silent: true }, ['up']),
  'one-way silence: down': (lab, chance) => lane(lab, chance, { silent: true }, ['down']),
  delay: (lab, chance) => lane(lab, chance, { delay: chance.between(20, 300) }, DIRECTIONS),
  'throttled link': (lab, chance) => lane(lab, chance, { bytesPerSecond: 6_000 }, DIRECTIONS),
  'slow reader': (lab, chance) => lane(lab, chance, { bytesPerSecond: 800 }, ['down']),
  'doubled frames': (lab, chance) => lane(lab, chance, { doubled: 0.3 }, DIRECTIONS),
  'swapped frames': (lab, chance) => lane(lab, chance, { swapped: 0.3 }, DIRECTIONS),
  'lost pushes': (lab, chance) => lane(lab, chance, { lost: 0.3 }, ['down']),
  'split writes': (lab, chance) => lane(lab, chance, { cut: 'split' }, DIRECTIONS),
  'coalesced writes': (lab, chance) => lane(lab, chance, { cut: 'coalesced' }, DIRECTIONS),

  'server killed': (lab, chance) => killed(lab, chance),
  'server killed while committing': (lab, chance) => killedCommitting(lab, chance),
  'server stopped': (lab, chance) =>
    lab.withServer(async (server) => {
      await server.stop()
      await pause(chance.between(0, 500))
      await lab.startServer()
    }),
  'server frozen': (lab, chance) =>
    lab.withServer(async (server) => {
      server.freeze()
      await pause(chance.between(100, 1_500))
      server.thaw()
    }),
  'server clock jumped': (lab, chance) =>
    lab.withServer(async (server) => {
      server.setClock(jump(chance))
      await pause(chance.between(100, SECOND))
    }),
  'disk full': (lab, chance) => diskFull(lab, chance),
  'database damaged': (lab, chance) => damaged(lab, chance),

  'client killed': (lab, chance) => client(lab, chance, async (device) => device.kill()),
  'client closed': (lab, chance) => client(lab, chance, (device) => device.close()),
  'client clock jumped': async (lab, chance) => {
    for (const { clock } of some(lab, chance)) clock.ahead = jump(chance)
  },
} as const satisfies Record<string, Fault>

export type FaultKind = keyof typeof faultKinds
export const allFaultKinds = Object.keys(faultKinds) as FaultKind[]

function jump(chance: Chance): number {
  return Math.round(chance.between(-72, 72) * HOUR * chance.fraction())
}

/** One device, now and then a quarter of them. */
function some({ devices }: Lab, chance: Chance): Device[] {
  if (chance.happens(0.8)) return [chance.oneOf(devices)]
  return devices.filter(() => chance.happens(0.25))
}

async function cables(
  lab: Lab,
  chance: Chance,
  lasting: number,
  breakIt: (device: Device) => void,
): Promise<void> {
  const met = some(lab, chance)
  for (const device of met) breakIt(device)
  await pause(lasting)
  for (const { cable } of met) cable.mend()
}

async function lane(
  lab: Lab,
  chance: Chance,
  faults: Partial<LaneFaults>,
  directions: readonly Direction[],
): Promise<void> {
  const met = some(lab, chance)
  for (const { cable } of met) for (const way of directions) cable.set(way, faults)
  await pause(chance.between(500, 3_500))
  for (const { cable } of met) cable.mend()
}

async function client(
  lab: Lab,
  chance: Chance,
  end: (device: Device) => Promise<void>,
): Promise<void> {
  const device = chance.oneOf(lab.devices)
  await lab.withDevice(device, async () => {
    await end(device)
    await pause(chance.between(0, 1_000))
    await device.open()
  })
}

function killed(lab: Lab, chance: Chance): Promise<void> {
  return lab.withServer(async (server) => {
    await server.kill()
    await pause(chance.between(0, 500))
    await lab.startServer()
  })
}

/** A few milliseconds after a write came in: it is being checked, committed, published or acknowledged. */
function killedCommitting(lab: Lab, chance: Chance): Promise<void> {
  return lab.withServer(async (server) => {
    await Promise.race([lab.ledger.nextSend(), pause(2 * SECOND)])
    await pause(chance.between(0, 12))
    await server.kill()
    await lab.startServer()
  })
}

/** Now and then the server is killed meanwhile, and has to start with no room. */
function diskFull(lab: Lab, chance: Chance): Promise<void> {
  return lab.withServer(async (server) => {
    lab.disk.fill()
    try {
      await pause(chance.between(300, 2_000))
      if (chance.happens(0.3)) {
        await server.kill()
        await server.start()
        await pause(chance.between(0, 500))
      }
    } finally {
      lab.disk.makeRoom()
    }
    if (server.port === null) await lab.startServer()
  })
}

const damages: Record<string, (file: string) => void> = {
  'is empty': (file) => truncateSync(file, 0),
  'lost its end': (file) => truncateSync(file, statSync(file).size - 4_096),
  'was cut in half': (file) => truncateSync(file, Math.floor(statSync(file).size / 8_192) * 4_096),
  'has another beginning': (file) => overwrite(file, 0, 64),
  'lost its catalogue': (file) => overwrite(file, 100, 3_000),
}

/** A damaged file must be refused with a word that says so; then the sound one is put back. */
function damaged(lab: Lab, chance: Chance): Promise<void> {
  return lab.withServer(async (server) => {
    await server.stop()
    const database = join(server.data, 'parley.db')
    const sound = `${database}.sound`
    cpSync(database, sound)
    const how = chance.oneOf(Object.keys(damages))
    damages[how]!(database)
    const ended = await server.start()
    const said = String(ended?.log.at(-1)?.['msg'])
    if (!ended) lab.violated(`a database that ${how} was used`)
    else if (ended.code !== 78 || !said.includes('is damaged'))
      lab.violated(`a database that ${how} ended the server with ${ended.code}: ${said}`)
    await server.kill()
    for (const part of ['', '-wal', '-shm']) rmSync(database + part, { force: true })
    cpSync(sound, database)
    rmSync(sound)
    await lab.startServer()
  })
}

function overwrite(file: string, at: number, length: number): void {
  const handle = openSync(file, 'r+')
  writeSync(handle, Buffer.alloc(length, 0xa5), 0, length, at)
  closeSync(handle)
}
