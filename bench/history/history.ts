import type { BenchOptions } from '../bench-part.ts'
import { startParley } from '../parley/start-parley.ts'
import { ratios, spread, type Figure, type PartResult } from '../report/figure.ts'
import { seedHistory } from '../seed/seed-history.ts'
import { seedSpace, type SeededSpace } from '../seed/seed-space.ts'
import { withFolder } from '../space-folder.ts'
import { readHistory, type Reading } from './read-history.ts'

const people = 100

export function history({ data, log, quick }: BenchOptions): Promise<PartResult> {
  const messages = quick ? 100_000 : 1_000_000
  const rounds = quick ? 2 : 5
  return withFolder(data, (emptyFolder) =>
    withFolder(data, async (folder) => {
      await seedSpace({ folder: emptyFolder, people })
      const space = await seedSpace({ folder, people })
      const since = performance.now()
      await seedHistory(folder, space.people, messages)
      log(`stored ${messages} messages in ${Math.round((performance.now() - since) / 1000)} s`)
      const starts = await measureStarts(emptyFolder, folder, rounds)
      const readings = await measureReadings(space, rounds, quick ? 50 : 300, log)
      return result(messages, starts, readings)
    }),
  )
}

type Starts = { empty: number[]; full: number[] }

async function measureStarts(empty: string, full: string, rounds: number): Promise<Starts> {
  const starts: Starts = { empty: [], full: [] }
  for (let round = 0; round < rounds; round++) {
    starts.empty.push(await startAndStop(empty))
    starts.full.push(await startAndStop(full))
  }
  return starts
}

async function startAndStop(folder: string): Promise<number> {
  const server = await startParley({ folder })
  await server.stop()
  return server.readyAfter
}

async function measureReadings(
  space: SeededSpace,
  rounds: number,
  times: number,
  log: (line: string) => void,
): Promise<Reading[][]> {
  const server = await startParley({ folder: space.folder })
  try {
    const readings: Reading[][] = []
    for (let round = 0; round < rounds; round++) {
      readings.push(await readHistory(server.port, space, times))
      for (const { p50, p99, what } of readings.at(-1)!) {
        log(`${what}: p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`)
      }
    }
    return readings
  } finally {
    await server.stop()
  }
}

function result(messages: number, starts: Starts, readings: Reading[][]): PartResult {
  const stored = messages.toLocaleString('en')
  const figures: Figure[] = [
    {
      what: `server start with ${stored} messages, against an empty space`,
      unit: '×',
      value: ratios(starts.full, starts.empty),
      target: { bound: 'at most', value: 2 },
    },
    { what: 'server start, empty space', unit: 'ms', value: spread(starts.empty) },
    { what: `server start, ${stored} messages`, unit: 'ms', value: spread(starts.full) },
    ...readings[0]!.flatMap(({ targets, what }, index) =>
      (['p50', 'p99'] as const).map((quantile): Figure => {
        const target = targets?.[quantile]
        return {
          what: `${what}, ${quantile}`,
          unit: 'ms',
          value: spread(readings.map((round) => round[index]![quantile])),
          target: target === undefined ? undefined : { bound: 'at most', value: target },
        }
      }),
    ),
  ]
  return {
    title: 'History',
    how:
      `${stored} messages of 128 bytes in ${people} direct conversations. Pages and searches are asked ` +
      'for by REST on one kept-open connection, by everybody in turn, one after the other, and timed by ' +
      'who asks, until the answer is parsed; resuming is a hello on a new socket until the welcome is parsed. A start ' +
      'counts from starting the process to the line that says ready.',
    figures,
    remarks: [],
    plots: [],
  }
}
