import type { BenchOptions } from '../bench-part.ts'
import { generatorCpu, saturatedFrom } from '../lean/generator.ts'
import { startParley } from '../parley/start-parley.ts'
import type { ServerProcess } from '../peers/server-process.ts'
import { spread, type Figure, type PartResult } from '../report/figure.ts'
import { seedSpace } from '../seed/seed-space.ts'
import { withFolder } from '../space-folder.ts'
import { Pairs, type PairDelays } from './pairs.ts'

const pairCount = 100
const steadyRate = 5_000
/** Messages of each pair under way: as many as the server takes on at a time from one connection. */
const depth = 512

type Saturated = { rate: number; server: number; generator: number }

export function direct({ data, log, quick }: BenchOptions): Promise<PartResult> {
  const [rounds, seconds] = quick ? [3, 1] : [5, 5]
  return withFolder(data, async (folder) => {
    const space = await seedSpace({ folder, people: 2 * pairCount })
    const server = await startParley({ folder })
    const pairs = await Pairs.connect(server.port, space, pairCount)
    try {
      await pairs.saturate(seconds * 200, depth)
      const [steady, saturated, half]: [PairDelays[], Saturated[], PairDelays[]] = [[], [], []]
      for (let round = 0; round < rounds; round++) {
        steady.push(await pairs.delays(seconds, steadyRate))
        saturated.push(await saturate(server, pairs, seconds))
        half.push(await pairs.delays(seconds, saturated.at(-1)!.rate / 2))
        log(
          `${steadyRate}/s: p50 ${steady.at(-1)!.delivered.p50.toFixed(2)} ms, ` +
            `p99 ${steady.at(-1)!.delivered.p99.toFixed(2)} ms; ` +
            `saturated ${Math.round(saturated.at(-1)!.rate)}/s`,
        )
      }
      return result(steady, saturated, half)
    } finally {
      pairs.close()
      await server.stop()
    }
  })
}

async function saturate(server: ServerProcess, pairs: Pairs, seconds: number): Promise<Saturated> {
  const before = { at: performance.now(), server: server.cpu(), generator: generatorCpu() }
  const rate = await pairs.saturate(seconds * 1000, depth)
  const took = (performance.now() - before.at) / 1000
  return {
    rate,
    server: (server.cpu() - before.server) / took,
    generator: (generatorCpu() - before.generator) / took,
  }
}

function result(steady: PairDelays[], saturated: Saturated[], half: PairDelays[]): PartResult {
  const percent = (name: 'server' | 'generator'): string =>
    `${Math.round(spread(saturated.map((run) => run[name])).median * 100)} %`
  const steadily = `${steadyRate.toLocaleString('en')}/s`
  const figures: Figure[] = [
    ...delayFigures(steadily, steady, { p50: 0.5, p99: 5 }),
    {
      what: `saturated, ${depth} under way in each of ${pairCount} pairs`,
      unit: 'messages/s',
      value: spread(saturated.map(({ rate }) => rate)),
      target: { bound: 'at least', value: 200_000 },
      remark: `CPU: server ${percent('server')}, generator ${percent('generator')}`,
      lowerBound: spread(saturated.map(({ generator }) => generator)).median >= saturatedFrom,
    },
    ...delayFigures('half of saturation', half),
  ]
  const lateness = Math.max(...steady.map((run) => run.lateness))
  const remarks = [
    `At ${steadily} the generator was late by ${lateness.toFixed(1)} ms at worst; delays count from when it sent.`,
  ]
  return { title: 'Direct messages', how, figures, remarks, plots: [] }
}

const how =
  `${pairCount} pairs of signed-in people; in each, one writes messages of 128 bytes and the other one ` +
  'reads. Every message is durable before it is acknowledged and delivered; each must be acknowledged ' +
  'and received exactly once, in order. "Delivered" is from sending to the other person, ' +
  '"acknowledged" from sending to the answer that it is stored.'

function delayFigures(
  where: string,
  runs: readonly PairDelays[],
  targets?: { p50: number; p99: number },
): Figure[] {
  return (['delivered', 'acknowledged'] as const).flatMap((what) =>
    (['p50', 'p99'] as const).map((quantile): Figure => ({
      what: `${where}, ${what}, ${quantile}`,
      unit: 'ms',
      value: spread(runs.map((run) => run[what][quantile])),
      target: targets && { bound: 'at most', value: targets[quantile] },
    })),
  )
}
