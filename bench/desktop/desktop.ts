import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { build } from '../../scripts/build.ts'
import { root } from '../../scripts/run.ts'
import { executableName } from '../../scripts/server/executable-name.ts'
import { findDesktop } from '../../scripts/test/find-desktop.ts'
import { startDisplay } from '../../test/fixtures/display.ts'
import type { BenchOptions } from '../bench-part.ts'
import { withAllCores } from '../lean/generator.ts'
import { ratios, spread, type Figure, type PartResult } from '../report/figure.ts'
import { seedHistory } from '../seed/seed-history.ts'
import { seedSpace } from '../seed/seed-space.ts'
import { withFolder } from '../space-folder.ts'
import { launchElectron, type Launch } from './electron-app.ts'

const server = join(root, 'out/server', executableName)
const people = 20
const messages = 2_000
/** After a start, until memory is looked at; between two starts. */
const settle = 10_000
const pause = 2_000
const emptyWindow = join(import.meta.dirname, 'empty-window')

type Run = { shown: number; usable: number; memory: number; server: number }

/** The desktop app beside a window with nothing in it. */
export async function desktop({ data, log, quick }: BenchOptions): Promise<PartResult> {
  const found = await findDesktop()
  if (!found.found) throw new Error(`no Electron: ${found.fix}`)
  if (!(await build(['app', 'web', 'server']))) throw new Error('the app could not be built')
  const rounds = quick ? 2 : 7
  const { display, stop } = await startDisplay()
  const electron = found.executable
  const [parley, empty]: [Run[], Run[]] = [[], []]
  try {
    await withAllCores(() =>
      withFolder(data, (own) =>
        withFolder(data, async (others) => {
          const base = { electron, display }
          const usable = '[data-conversation]'
          const app = { ...base, app: root, profile: own, usable, server }
          const window = {
            ...base,
            app: emptyWindow,
            profile: others,
            usable: 'body',
            server: null,
          }
          await prepare(app)
          for (let round = 0; round < rounds; round++) {
            empty.push(await run(window))
            parley.push(await run(app))
            log(`usable after ${told(parley, 'usable')} ms, empty ${told(empty, 'usable')} ms`)
          }
        }),
      ),
    )
  } finally {
    await stop()
  }
  return result(parley, empty)
}

function told(runs: readonly Run[], field: keyof Run): string {
  return runs.at(-1)![field].toFixed(0)
}

/** A person who hosts a space, in it with others, and whose app was open before. */
async function prepare(app: Launch): Promise<void> {
  const folder = join(app.profile, 'space')
  mkdirSync(folder)
  const space = await seedSpace({ folder, people })
  await seedHistory(folder, space.people, messages)
  const own = { id: 'own', name: 'Bench', url: 'http://127.0.0.1:7759', hosted: true }
  writeFileSync(join(app.profile, 'spaces.json'), JSON.stringify([own]))
  const token = { kept: 'file', value: space.people[0]!.tokens[0]! }
  writeFileSync(join(app.profile, 'secrets.json'), JSON.stringify({ 'token:own': token }))
  for (let time = 0; time < 2; time++) {
    const first = await launchElectron({ ...app, usable: 'body' })
    await wait(settle)
    await first.stop()
  }
}

async function run(launch: Launch): Promise<Run> {
  await wait(pause)
  const running = await launchElectron(launch)
  try {
    await wait(settle)
    const { app, server } = running.memory()
    return { shown: running.shownAfter, usable: running.usableAfter, memory: app, server }
  } finally {
    await running.stop()
  }
}

function result(parley: readonly Run[], empty: readonly Run[]): PartResult {
  const of = (runs: readonly Run[], field: keyof Run): number[] => runs.map((run) => run[field])
  const megabytes = (values: number[]): number[] => values.map((value) => value / 1e6)
  const against = (what: string, field: keyof Run, most?: number): Figure => ({
    what: `${what}, against an empty window`,
    unit: '×',
    value: ratios(of(parley, field), of(empty, field)),
    target: most === undefined ? undefined : { bound: 'at most', value: most },
  })
  const both = (
    what: string,
    unit: string,
    values: (runs: readonly Run[]) => number[],
  ): Figure[] => [
    { what: `Parley: ${what}`, unit, value: spread(values(parley)) },
    { what: `empty window: ${what}`, unit, value: spread(values(empty)) },
  ]
  return {
    title: 'The desktop app',
    how,
    figures: [
      against('start until it can be used', 'usable', 1.5),
      against('start until it is shown', 'shown'),
      against('memory', 'memory', 1.4),
      ...both('start until it can be used', 'ms', (runs) => of(runs, 'usable')),
      ...both('start until it is shown', 'ms', (runs) => of(runs, 'shown')),
      ...both('memory', 'MB', (runs) => megabytes(of(runs, 'memory'))),
      {
        what: 'the server that the app runs: memory, in none of the above',
        unit: 'MB',
        value: spread(megabytes(of(parley, 'server'))),
      },
    ],
    remarks: [],
    plots: [],
  }
}

const how =
  'The app of somebody who hosts a space, signed in, whose app was open before; it starts its own server, ' +
  'the one file that installed apps bring, beside its window. Against the least that an Electron app can be: a main process of the bench’s own ' +
  'and one window with an empty page. In turn, on a screen that nobody sees and without a graphics ' +
  'processor. From starting the process until the frame is drawn in which the list of conversations is, ' +
  `or the empty page. Memory is the sum over all processes of their own and their share of what is ` +
  `common (PSS), ${settle / 1000} s after that; the server, which is a program of its own, is counted by ` +
  'itself.'
