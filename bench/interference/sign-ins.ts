import type { BenchOptions } from '../bench-part.ts'
import { Pairs, type PairDelays } from '../direct/pairs.ts'
import { startParley } from '../parley/start-parley.ts'
import { ratios, spread, type Figure, type PartResult } from '../report/figure.ts'
import { seedSpace, type SeededSpace } from '../seed/seed-space.ts'
import { withFolder } from '../space-folder.ts'

const pairCount = 20
const perSecond = 500
const signingIn = 50

/** How many were signed in, and how many were asked to come back because too many were before them. */
type Storm = { signedIn: number; sentAway: number }

export function signIns({ data, log, quick }: BenchOptions): Promise<PartResult> {
  const [rounds, seconds] = quick ? [2, 2] : [5, 5]
  return withFolder(data, async (folder) => {
    const space = await seedSpace({ folder, people: 2 * pairCount + signingIn })
    const server = await startParley({ folder })
    const pairs = await Pairs.connect(server.port, space, pairCount)
    const [quiet, busy, storms]: [PairDelays[], PairDelays[], Storm[]] = [[], [], []]
    try {
      await pairs.delays(seconds, perSecond)
      for (let round = 0; round < rounds; round++) {
        quiet.push(await pairs.delays(seconds, perSecond))
        const storm = signInAll(server.port, space)
        busy.push(await pairs.delays(seconds, perSecond))
        storms.push(await storm)
        log(
          `p99 quiet ${quiet.at(-1)!.acknowledged.p99.toFixed(2)} ms, ` +
            `while signing in ${busy.at(-1)!.acknowledged.p99.toFixed(2)} ms`,
        )
      }
    } finally {
      pairs.close()
      await server.stop()
    }
    return result(quiet, busy, storms)
  })
}

async function signInAll(port: number, space: SeededSpace): Promise<Storm> {
  const people = space.people.slice(-signingIn)
  const statuses = await Promise.all(people.map(({ name }) => signIn(port, name, space.password)))
  const signedIn = statuses.filter((status) => status === 201 || status === 200).length
  const sentAway = statuses.filter((status) => status === 503).length
  if (signedIn + sentAway !== signingIn) throw new Error(`sign-ins answered ${statuses.join(', ')}`)
  return { signedIn, sentAway }
}

async function signIn(port: number, name: string, password: string): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, password, device: 'bench' }),
  })
  await response.arrayBuffer()
  return response.status
}

function result(quiet: PairDelays[], busy: PairDelays[], storms: Storm[]): PartResult {
  const valuesOf = (runs: PairDelays[], quantile: 'p50' | 'p99'): number[] =>
    runs.map((run) => run.acknowledged[quantile])
  const figures = (['p50', 'p99'] as const).flatMap((quantile): Figure[] => [
    {
      what: `${quantile} while ${signingIn} people sign in, against quiet`,
      unit: '×',
      value: ratios(valuesOf(busy, quantile), valuesOf(quiet, quantile)),
      target: quantile === 'p99' ? { bound: 'at most', value: 1.5 } : undefined,
    },
    { what: `${quantile}, quiet`, unit: 'ms', value: spread(valuesOf(quiet, quantile)) },
    {
      what: `${quantile} while ${signingIn} people sign in`,
      unit: 'ms',
      value: spread(valuesOf(busy, quantile)),
    },
  ])
  const signedIn = storms.map((storm) => storm.signedIn).join(', ')
  return {
    title: 'Sends while people sign in',
    how:
      `${perSecond} direct messages a second by ${pairCount} pairs, from sending to the answer that they ` +
      `are durable; quiet, then just after ${signingIn} people asked to be signed in with their ` +
      'passwords, in turn. All threads of the server share one core.',
    figures,
    remarks: [
      `Signed in of ${signingIn}, by round: ${signedIn}. The others would have had to wait longer than ` +
        'clients do, and were told when to come back.',
    ],
    plots: [],
  }
}
