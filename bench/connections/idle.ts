import { setTimeout as wait } from 'node:timers/promises'
import { readFileSync } from 'node:fs'
import type { BenchOptions } from '../bench-part.ts'
import { generatorCpu, saturatedFrom } from '../lean/generator.ts'
import type { LeanSocket } from '../lean/lean-socket.ts'
import { many } from '../lean/many.ts'
import { parleyPeer } from '../parley/parley-peer.ts'
import type { Peer } from '../peers/peer.ts'
import { bareUws, socketIo, wsLoop } from '../peers/plain-peers.ts'
import { ratios, spread, type Figure, type PartResult, type Target } from '../report/figure.ts'
import { seedSpace } from '../seed/seed-space.ts'
import { withFolder } from '../space-folder.ts'

const people = 1_000
const devices = 10
/** Connections that are being opened at the same time. */
const atOnce = 64
/** Connections that are there before memory is looked at: they bring about what all share. */
const early = 100
const calm = 2_000
/** Freed memory goes back at once, so that what starting left behind does not hide what comes after. */
const giveBack = { MALLOC_TRIM_THRESHOLD_: '0', MALLOC_TOP_PAD_: '0' }
/** Files that the generator needs besides connections. */
const otherFiles = 200

type IdleRun = {
  /** Per connection, as it stands after a moment, and after garbage was collected. */
  residentBytes: number
  collectedBytes: number
  acceptedPerSecond: number
  acceptedPerCpu: number
  joinedPerSecond: number
  generatorCpu: number
}

export async function idle({ data, log, quick }: BenchOptions): Promise<PartResult> {
  const wanted = quick ? 3_000 : people * devices
  const count = Math.min(wanted, openFilesLimit() - otherFiles)
  const rounds = quick ? 2 : 5
  const runs = new Map<string, IdleRun[]>()
  Object.assign(process.env, giveBack)
  await withFolder(data, async (folder) => {
    const space = await seedSpace({ folder, people, devices, groups: [people] })
    const starts = [(): Promise<Peer> => parleyPeer(space, people), bareUws, wsLoop, socketIo]
    for (let round = 0; round < rounds; round++) {
      for (const start of starts) {
        const peer = await start()
        const run = await measure(peer, count)
        runs.set(peer.name, [...(runs.get(peer.name) ?? []), run])
        log(
          `${peer.name}: ${Math.round(run.residentBytes)} bytes each, ` +
            `${Math.round(run.collectedBytes)} collected, ` +
            `${Math.round(run.acceptedPerSecond)} accepted/s, ${Math.round(run.joinedPerSecond)} joined/s`,
        )
      }
    }
  })
  for (const name of Object.keys(giveBack)) delete process.env[name]
  return result(runs, count, wanted)
}

/** Closes everything and ends the peer. */
async function measure(peer: Peer, count: number): Promise<IdleRun> {
  const joined = await many(early, atOnce, (index) => peer.open(index))
  await peer.collect()
  const before = peer.memory()
  const joining = performance.now()
  joined.push(...(await many(count - early, atOnce, (index) => peer.open(early + index))))
  const joinedPerSecond = ((count - early) / (performance.now() - joining)) * 1000
  for (const socket of joined) socket.quieten()
  await wait(calm)
  const resident = peer.memory()
  await peer.collect()
  const collected = peer.memory()
  assertOpen(joined, peer)
  for (const socket of joined) socket.close()
  const accepting = { at: performance.now(), server: peer.cpu(), generator: generatorCpu() }
  const accepted = await many(count, atOnce, () => peer.accept())
  const took = (performance.now() - accepting.at) / 1000
  const acceptedPerCpu = count / (peer.cpu() - accepting.server)
  const usedByGenerator = (generatorCpu() - accepting.generator) / took
  for (const socket of accepted) socket.close()
  await peer.stop()
  return {
    residentBytes: (resident - before) / (count - early),
    collectedBytes: (collected - before) / (count - early),
    acceptedPerSecond: count / took,
    acceptedPerCpu,
    joinedPerSecond,
    generatorCpu: usedByGenerator,
  }
}

function assertOpen(sockets: readonly LeanSocket[], { name }: Peer): void {
  const closed = sockets.filter((socket) => socket.closed).length
  if (closed > 0) throw new Error(`${name} closed ${closed} idle connections`)
}

function openFilesLimit(): number {
  const limits = readFileSync('/proc/self/limits', 'utf8')
  return Number(/Max open files\s+(\d+)/.exec(limits)?.[1] ?? Infinity)
}

const targets: Record<string, { memory: number; accepted: number }> = {
  'bare uWS': { memory: 1.3, accepted: 0.9 },
  'ws loop': { memory: 0.45, accepted: 2 },
  'Socket.IO': { memory: 0.18, accepted: 7 },
}

function result(runs: ReadonlyMap<string, IdleRun[]>, count: number, wanted: number): PartResult {
  const parley = runs.get('Parley')!
  const others = [...runs].filter(([name]) => name !== 'Parley')
  const against = (
    what: string,
    field: keyof IdleRun,
    target?: (name: string) => Target,
  ): Figure[] =>
    others.map(([name, theirs]) => ({
      what: `${what}: Parley against ${name}`,
      unit: '×',
      value: ratios(
        parley.map((run) => run[field]),
        theirs.map((run) => run[field]),
      ),
      target: target?.(name),
    }))
  const figures = [
    ...against('memory of an idle connection', 'collectedBytes', (name) => {
      return { bound: 'at most', value: targets[name]!.memory }
    }),
    ...against('memory of a connection just after all came', 'residentBytes'),
    ...against('accepted per second', 'acceptedPerSecond', (name) => {
      return { bound: 'at least', value: targets[name]!.accepted }
    }),
    ...against('accepted per CPU second of the server', 'acceptedPerCpu'),
    ...[...runs].flatMap(([name, of]) => absolute(name, of)),
  ]
  return {
    title: 'Idle connections',
    how: how(count),
    figures,
    remarks: remarks(count, wanted),
    plots: [plot(runs)],
  }
}

function absolute(name: string, runs: readonly IdleRun[]): Figure[] {
  const lowerBound = spread(runs.map((run) => run.generatorCpu)).median >= saturatedFrom
  const of = (field: keyof IdleRun): ReturnType<typeof spread> =>
    spread(runs.map((run) => run[field]))
  return [
    {
      what: `${name}: memory of an idle connection`,
      unit: 'bytes',
      value: of('collectedBytes'),
    },
    {
      what: `${name}: memory of a connection just after all came`,
      unit: 'bytes',
      value: of('residentBytes'),
    },
    {
      what: `${name}: accepted`,
      unit: 'connections/s',
      value: of('acceptedPerSecond'),
      lowerBound,
    },
    {
      what: `${name}: accepted and in the group`,
      unit: 'connections/s',
      value: of('joinedPerSecond'),
    },
  ]
}

function how(count: number): string {
  return (
    `${count.toLocaleString('en')} connections to one server, started anew for each round. Memory is the ` +
    'growth of resident memory after the first hundred: just after all came, and idle, without the ' +
    'garbage that their coming left (V8 collects it by itself within half a minute; here it is told to). Parley’s connections are signed in and ' +
    'welcomed, and hear their person’s topic, the space’s and that of a group of 1,000. “Accepted” is ' +
    'up to the answered WebSocket upgrade; “in the group” is all that a client needs before it hears ' +
    'messages, for Parley that is checking the token and reading what the person missed.'
  )
}

function remarks(count: number, wanted: number): string[] {
  if (count === wanted) return []
  return [
    `Not ${wanted} connections, as planned: this process may open only ${openFilesLimit()} files.`,
  ]
}

function plot(runs: ReadonlyMap<string, IdleRun[]>): PartResult['plots'][number] {
  const bars = [...runs].map(([name, of]) => {
    return { name, value: spread(of.map((run) => run.collectedBytes)).median }
  })
  return {
    file: 'idle-memory.svg',
    title: 'Memory of an idle connection',
    unit: 'bytes',
    groups: [{ label: '', bars }],
  }
}
