import { setTimeout as wait } from 'node:timers/promises'
import type { BenchOptions } from '../bench-part.ts'
import { Group, type DelayRun } from '../fan-out/group.ts'
import type { LeanSocket } from '../lean/lean-socket.ts'
import { serverQueue } from '../lean/server-queue.ts'
import { ParleyMember } from '../parley/parley-member.ts'
import { parleyPeer } from '../parley/parley-peer.ts'
import { ratios, spread, type Figure, type PartResult } from '../report/figure.ts'
import { seedSpace, type SeededPerson } from '../seed/seed-space.ts'
import { withFolder } from '../space-folder.ts'
import { textOf } from '../texts.ts'

const members = 1_000
const perSecond = 200
const fillText = textOf(9_000)
const fillAtOnce = 20

type Stalled = { socket: LeanSocket }

export function stalledReader({ data, log, quick }: BenchOptions): Promise<PartResult> {
  const [rounds, seconds] = quick ? [2, 1] : [5, 4]
  return withFolder(data, async (folder) => {
    const space = await seedSpace({ folder, people: members, devices: 3, groups: [members] })
    const peer = await parleyPeer(space, members)
    const group = await Group.connect(peer, members - 1)
    const [quiet, stalling]: [DelayRun[], DelayRun[]] = [[], []]
    const closeCodes: (number | null)[] = []
    try {
      await group.delays(seconds, perSecond)
      for (let round = 0; round < rounds; round++) {
        quiet.push(await group.delays(seconds, perSecond))
        const stalled = await stall(peer.port, space.people[members - 1]!)
        await group.read()
        stalling.push(await group.delays(seconds, perSecond))
        closeCodes.push(await ending(stalled))
        log(
          `p99 ${quiet.at(-1)!.p99.toFixed(2)} ms, with a stalled reader ` +
            `${stalling.at(-1)!.p99.toFixed(2)} ms`,
        )
      }
    } finally {
      group.close()
      await peer.stop()
    }
    return result(quiet, stalling, closeCodes)
  })
}

/**
 * A member who stopped reading, and for whom the kernel holds as much as it ever does: from now on all
 * that is meant for them is held by the server. Filled by notes to themself, which nobody else hears.
 */
async function stall(port: number, person: SeededPerson): Promise<Stalled> {
  const { socket } = await ParleyMember.connect(port, person, { device: 1 })
  socket.quieten()
  const filler = await ParleyMember.connect(port, person, { device: 2 })
  const notes = `${person.id}.${person.id}`
  let kernelHolds = -1
  for (let unchanged = 0; unchanged < 2;) {
    await sayAll(filler, notes)
    await wait(20)
    const holds = serverQueue(port, socket.localPort)
    unchanged = holds === kernelHolds ? unchanged + 1 : 0
    kernelHolds = holds
  }
  filler.socket.close()
  return { socket }
}

function sayAll(filler: ParleyMember, notes: string): Promise<void> {
  return new Promise((resolve) => {
    let left = fillAtOnce
    filler.listen({ onAck: () => --left === 0 && resolve() })
    filler.send(
      notes,
      Array.from({ length: fillAtOnce }, () => fillText),
    )
  })
}

/** Reads on, and answers the code with which the server had closed it, if it had. */
async function ending({ socket }: Stalled): Promise<number | null> {
  socket.startReading()
  await wait(500)
  const { closeCode } = socket
  socket.close()
  return closeCode
}

function result(
  quiet: readonly DelayRun[],
  stalling: readonly DelayRun[],
  closeCodes: readonly (number | null)[],
): PartResult {
  const valuesOf = (runs: readonly DelayRun[], quantile: 'p50' | 'p99'): number[] =>
    runs.map((run) => run[quantile])
  const figures = (['p50', 'p99'] as const).flatMap((quantile): Figure[] => [
    {
      what: `others’ ${quantile} with one stalled reader, against none`,
      unit: '×',
      value: ratios(valuesOf(stalling, quantile), valuesOf(quiet, quantile)),
      target: quantile === 'p99' ? { bound: 'at most', value: 1.2 } : undefined,
    },
    { what: `${quantile}, none stalled`, unit: 'ms', value: spread(valuesOf(quiet, quantile)) },
    { what: `${quantile}, one stalled`, unit: 'ms', value: spread(valuesOf(stalling, quantile)) },
  ])
  const closed = closeCodes.filter((code) => code !== null)
  return {
    title: 'A stalled reader',
    how:
      `${perSecond} messages a second in a group of ${members.toLocaleString('en')}, from sending to ` +
      'four members spread over the group; with and without one more connection that stopped reading ' +
      'and for which the kernel takes no more, so that the server holds what is meant for it.',
    figures,
    remarks: [
      `In ${closed.length} of ${closeCodes.length} rounds the server closed the stalled reader` +
        (closed.length > 0 ? ` (${[...new Set(closed)].join(', ')}).` : '.'),
    ],
    plots: [],
  }
}
