import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import 'fake-indexeddb/auto'
import { Chance } from '../chance.ts'
import { SmallDisk } from '../server/small-disk.ts'
import { Supervisor } from '../server/supervisor.ts'
import type { FaultKind } from './fault-kinds.ts'
import { Lab } from './lab.ts'
import { soak, type SoakResult } from './soak.ts'
import type { TurmoilOptions } from './turmoil.ts'

export type RunOptions = Pick<
  TurmoilOptions,
  'messages' | 'duration' | 'faultEvery' | 'onProgress'
> & {
  seed: number
  clients: number
  /** How many times faster than real time the clocks of clients run. */
  speed: number
  kinds?: readonly FaultKind[]
  /** Another server than the real one: for tests of the lab. */
  entry?: string
}

export type RunResult = SoakResult & { lab: Lab; isDiskReal: boolean }

/** Room for some hundred thousand messages, and little enough to fill it in a moment. */
const DISK_MEGABYTES = 96

/** Makes a lab, soaks it and takes it down again. */
export async function runSoak(options: RunOptions): Promise<RunResult> {
  const chance = new Chance(options.seed, 'soak')
  const disk = SmallDisk.mount(DISK_MEGABYTES)
  const data = disk?.folder ?? mkdtempSync(join(tmpdir(), 'parley-lab-'))
  const server = new Supervisor({
    data: join(data, 'space'),
    flags: ['--write-rate', '0', '--max-backpressure', '65536'],
    entry: options.entry ?? (disk ? undefined : hookedServer),
  })
  const pretended = {
    fill: () => server.tell({ full: true }),
    makeRoom: () => server.tell({ full: false }),
  }
  const lab = new Lab({ ...options, server, disk: disk ?? pretended, chance })
  try {
    await lab.begin()
    const result = await soak(lab, { ...options, chance })
    return { ...result, lab, isDiskReal: disk !== null }
  } finally {
    await lab.end()
    if (disk) disk.unmount()
    else rmSync(data, { recursive: true, force: true })
  }
}

/** Where no small disk can be mounted, the server's storage is told to be full instead. */
const hookedServer = join(import.meta.dirname, '../hooked/full-storage-server.ts')
