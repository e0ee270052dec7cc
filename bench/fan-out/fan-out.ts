import type { BenchOptions } from '../bench-part.ts'
import { saturatedFrom } from '../lean/generator.ts'
import { parleyPeer } from '../parley/parley-peer.ts'
import { seedSpace, type SeededSpace } from '../seed/seed-space.ts'
import { bareUws, socketIo, wsLoop } from '../peers/plain-peers.ts'
import { ratios, spread, type Figure, type PartResult, type Plot } from '../report/figure.ts'
import { withFolder } from '../space-folder.ts'
import { fanOutTarget } from './fan-out-targets.ts'
import { Group, type DelayRun, type FanOutRun } from './group.ts'

const sizes = [10, 100, 1_000]
const flights = [1, 30, 256]

type Times = { rounds: number; run: number; warmUp: number; delays: number }
const full: Times = { rounds: 5, run: 1_500, warmUp: 500, delays: 3 }
const quick: Times = { rounds: 3, run: 400, warmUp: 100, delays: 1 }

/** Rounds of one size and flight, by peer. */
type Measured = Map<string, FanOutRun[]>

export async function fanOut(options: BenchOptions): Promise<PartResult> {
  const times = options.quick ? quick : full
  const figures: Figure[] = []
  const plots: Plot[] = []
  await withFolder(options.data, async (folder) => {
    const space = await seedSpace({ folder, people: Math.max(...sizes), groups: sizes })
    for (const members of sizes) {
      const measured = await measureSize(space, members, times, options)
      figures.push(...measured.figures)
      plots.push(plotOf(members, measured.byFlight))
    }
  })
  return { title: 'Fan-out in a group', how, figures, remarks: [], plots }
}

const how =
  'One member of a group writes messages of 128 bytes and keeps W of them in flight; a message is done ' +
  'when four members spread over the group have it, and a run when every member has received every ' +
  'message. Parley’s members are signed in, and each message is validated, authorised, numbered and ' +
  'durable before it is published; the others publish what they receive. Delays are measured with a ' +
  'steady rate at half of what the same peer sustained with its best W. Ratios are taken round by round.'

async function measureSize(
  space: SeededSpace,
  members: number,
  times: Times,
  { log }: BenchOptions,
): Promise<{ figures: Figure[]; byFlight: Map<number, Measured> }> {
  const peers = [
    await parleyPeer(space, members),
    await bareUws(),
    await wsLoop(),
    await socketIo(),
  ]
  const groups: Group[] = []
  const byFlight = new Map<number, Measured>()
  try {
    for (const peer of peers) groups.push(await Group.connect(peer, members))
    for (const flight of flights) {
      byFlight.set(flight, await measureFlight(groups, flight, times))
      log(`${members} members, W=${flight}: ${summary(byFlight.get(flight)!)}`)
    }
    const delays = await measureDelays(groups, byFlight, times)
    const figures = flights.flatMap((flight) =>
      flightFigures(members, flight, byFlight.get(flight)!),
    )
    return { figures: [...figures, ...delayFigures(members, delays)], byFlight }
  } finally {
    for (const group of groups) group.close()
    await Promise.all(peers.map((peer) => peer.stop()))
  }
}

async function measureFlight(
  groups: readonly Group[],
  flight: number,
  times: Times,
): Promise<Measured> {
  const measured: Measured = new Map(groups.map(({ peer }) => [peer.name, []]))
  for (const group of groups) await group.saturate(times.warmUp, flight)
  for (let round = 0; round < times.rounds; round++) {
    for (const group of inTurn(groups, round)) {
      for (const other of groups) await other.read()
      measured.get(group.peer.name)!.push(await group.saturate(times.run, flight))
    }
  }
  return measured
}

async function measureDelays(
  groups: readonly Group[],
  byFlight: ReadonlyMap<number, Measured>,
  times: Times,
): Promise<Map<string, DelayRun[]>> {
  const delays = new Map<string, DelayRun[]>(groups.map(({ peer }) => [peer.name, []]))
  for (let round = 0; round < times.rounds; round++) {
    for (const group of inTurn(groups, round)) {
      for (const other of groups) await other.read()
      const half = bestRate(byFlight, group) / 2
      delays.get(group.peer.name)!.push(await group.delays(times.delays, half))
    }
  }
  return delays
}

/** Messages per second that a peer sustained with its best W. */
function bestRate(byFlight: ReadonlyMap<number, Measured>, { peer, members }: Group): number {
  const rates = [...byFlight.values()].map(
    (measured) => spread(measured.get(peer.name)!.map(({ deliveries }) => deliveries)).median,
  )
  return Math.max(...rates) / members
}

/** Each peer is the first in some round. */
function inTurn<T>(all: readonly T[], round: number): T[] {
  const first = round % all.length
  return [...all.slice(first), ...all.slice(0, first)]
}

function flightFigures(members: number, flight: number, measured: Measured): Figure[] {
  const where = `${members.toLocaleString('en')} members, W=${flight}`
  const parley = measured.get('Parley')!
  const others = [...measured].filter(([name]) => name !== 'Parley')
  const absolute = [...measured].map(([name, runs]): Figure => {
    return {
      what: `${where}: ${name}`,
      unit: 'deliveries/s',
      value: spread(runs.map(({ deliveries }) => deliveries)),
      lowerBound: isSaturated(runs),
      remark: cpuRemark(runs),
    }
  })
  const relative = others.map(([name, runs]): Figure => {
    return {
      what: `${where}: Parley against ${name}`,
      unit: '×',
      value: ratios(valuesOf(parley, 'deliveries'), valuesOf(runs, 'deliveries')),
      target: fanOutTarget(members, flight, name),
      remark: isSaturated(runs) ? `the generator limited ${name}` : undefined,
      lowerBound: isSaturated(parley),
    }
  })
  const perCpu = others.map(([name, runs]): Figure => {
    return {
      what: `${where}: Parley against ${name}, per CPU second of the server`,
      unit: '×',
      value: ratios(valuesOf(parley, 'deliveriesPerCpu'), valuesOf(runs, 'deliveriesPerCpu')),
      target: fanOutTarget(members, flight, `${name} per CPU second`),
    }
  })
  return [...relative, ...perCpu, ...absolute]
}

function valuesOf(runs: readonly FanOutRun[], name: 'deliveries' | 'deliveriesPerCpu'): number[] {
  return runs.map((run) => run[name])
}

function isSaturated(runs: readonly FanOutRun[]): boolean {
  return spread(runs.map((run) => run.generatorCpu)).median >= saturatedFrom
}

function cpuRemark(runs: readonly FanOutRun[]): string {
  const percent = (value: number): string => `${Math.round(value * 100)} %`
  const server = spread(runs.map((run) => run.serverCpu)).median
  const generator = spread(runs.map((run) => run.generatorCpu)).median
  return `CPU: server ${percent(server)}, generator ${percent(generator)}`
}

function delayFigures(members: number, delays: ReadonlyMap<string, DelayRun[]>): Figure[] {
  const where = `${members.toLocaleString('en')} members, at half of saturation`
  return [...delays].flatMap(([name, runs]): Figure[] =>
    (['p50', 'p99'] as const).map((quantile) => ({
      what: `${where}: ${name}, ${quantile}`,
      unit: 'ms',
      value: spread(runs.map((run) => run[quantile])),
    })),
  )
}

function plotOf(members: number, byFlight: ReadonlyMap<number, Measured>): Plot {
  return {
    file: `fan-out-${members}.svg`,
    title: `Messages delivered per second in a group of ${members.toLocaleString('en')}`,
    unit: '',
    logarithmic: true,
    groups: [...byFlight].map(([flight, measured]) => ({
      label: `${flight} in flight`,
      bars: [...measured].map(([name, runs]) => ({
        name,
        value: spread(valuesOf(runs, 'deliveries')).median,
      })),
    })),
  }
}

function summary(measured: Measured): string {
  return [...measured]
    .map(([name, runs]) => {
      const { median } = spread(valuesOf(runs, 'deliveries'))
      return `${name} ${Math.round(median / 1000)}k/s`
    })
    .join(', ')
}
