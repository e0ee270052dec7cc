/**
 * Measures Parley beside others: `npm run bench -- [part ...] [--quick] [--only SECTION] [--data DIR]`.
 * Writes `bench/RESULTS.md`, `bench/results.json` and the plots in `docs/images/`, but for quick runs and
 * single sections, which are printed. Ends with 1 where a message was lost or a count is wrong.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { BenchOptions, BenchPart } from './bench-part.ts'
import { client } from './client/client.ts'
import { idle } from './connections/idle.ts'
import { storm } from './connections/storm.ts'
import { desktop } from './desktop/desktop.ts'
import { direct } from './direct/direct.ts'
import { fanOut } from './fan-out/fan-out.ts'
import { history } from './history/history.ts'
import { signIns } from './interference/sign-ins.ts'
import { stalledReader } from './interference/stalled-reader.ts'
import { canPin, pinGenerator } from './lean/generator.ts'
import { barChart } from './plots/bar-chart.ts'
import { describeMachine } from './report/machine.ts'
import { readResults, writeResults, type TakenPart } from './report/results-file.ts'
import { partSection, resultsPage } from './report/results-page.ts'
import { compareTransports } from './transports/transports.ts'

const root = resolve(import.meta.dirname, '..')

const parts: Record<string, BenchPart> = {
  'fan-out': fanOut,
  direct,
  idle,
  storm,
  'sign-ins': signIns,
  'stalled-reader': stalledReader,
  history,
  transports: compareTransports,
  client,
  desktop,
}

async function bench(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      data: { type: 'string', default: join(root, 'node_modules/.cache/bench') },
    },
  })
  const chosen = positionals.length > 0 ? positionals : Object.keys(parts)
  const unknown = chosen.filter((name) => !(name in parts))
  if (unknown.length > 0) {
    throw new Error(`no part ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}`)
  }
  if (!canPin) console.warn('Servers and generator share their cores here: figures mean little.')
  pinGenerator()
  const data = resolve(values.data)
  mkdirSync(data, { recursive: true })
  const { only, quick } = values
  for (const name of chosen) await measure(name, { quick, only, data })
}

async function measure(name: string, options: Omit<BenchOptions, 'log'>): Promise<void> {
  console.log(`\n${name}`)
  const log = (line: string): void => console.log(`  ${line}`)
  const result = await parts[name]!({ ...options, log })
  const takenAt = `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`
  const taken = { ...result, command: `npm run bench -- ${name}`, takenAt }
  const part = { ...taken, machine: describeMachine(options.data) }
  if (options.quick || options.only) console.log(['', ...partSection(part)].join('\n'))
  else await keep(name, part)
}

async function keep(name: string, part: TakenPart): Promise<void> {
  const file = join(root, 'bench/results.json')
  const results = readResults(file)
  results.parts[name] = part
  results.parts = inOrder(results.parts)
  await writeResults(file, results)
  writeFileSync(join(root, 'bench/RESULTS.md'), resultsPage(results))
  for (const plot of part.plots) {
    writeFileSync(join(root, 'docs/images', plot.file), barChart(plot))
  }
}

/** As they are listed here, with those of other commands after them. */
function inOrder<T>(taken: Record<string, T>): Record<string, T> {
  const names = [...new Set([...Object.keys(parts), ...Object.keys(taken)])]
  return Object.fromEntries(names.flatMap((name) => (taken[name] ? [[name, taken[name]]] : [])))
}

await bench()
process.exit()
