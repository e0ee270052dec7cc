import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { HostDone, HostFacts, HostFolder } from '../../../shared/ipc/schemas.ts'
import type { HostOn } from '../launch-setting.ts'
import { lookAtFolder } from './chosen-folder.ts'
import { networksOf, sizeOf } from './host-facts.ts'
import type { HostingDesk } from './hosting-desk.ts'
import { dataFolder } from './kept-hosting.ts'
import { makeRoomForBackup } from './restore-folder.ts'
import type { ServerHost } from './server-host.ts'
import type { RunTask } from './server-task.ts'
import { type HearStates, type Settled, untilSettled } from './until-settled.ts'

export interface HostFolderOptions {
  readonly userData: string
  readonly desk: HostingDesk
  readonly server: ServerHost
  readonly states: HearStates
  readonly run: RunTask
  readonly hostOn?: HostOn
}

/** The folder that the own space is kept in: copied, put back, and exchanged for another one. */
export interface HostFolderDesk {
  folder(): string
  facts(): Promise<HostFacts>
  backUp(file: string): Promise<HostDone>
  restore(file: string): Promise<HostDone>
  /** A person chose this folder: it is served once they say so. */
  choose(folder: string): Promise<HostFolder>
  serveChosen(): Promise<HostDone>
  /** What is in it is served elsewhere: it is left alone, and the next space begins in a folder of its own. */
  release(): Promise<void>
}

const confinedTo = ({ address }: HostOn): HostFacts['networks'] => [
  { name: address, addresses: [address] },
]

/** One in which there is nothing yet: `space`, `space-2`, and so on. */
function freshFolder(userData: string): string {
  for (let count = 1; ; count += 1) {
    const folder = join(userData, count === 1 ? 'space' : `space-${count}`)
    if (!existsSync(folder)) return folder
  }
}

const failed = (problem: unknown): HostDone => ({
  status: 'failed',
  reason: problem instanceof Error ? problem.message : String(problem),
})

export function createHostFolder(options: HostFolderOptions): HostFolderDesk {
  const { desk, hostOn, run, server, states, userData } = options
  const folder = (): string => dataFolder(desk.kept(), userData)
  let chosen: string | null = null

  async function started(): Promise<Settled> {
    const settled = untilSettled(states)
    server.start()
    return settled
  }

  /** In the place of what is there, which is back where that does not work. */
  async function putBack(file: string, isServed: boolean): Promise<HostDone> {
    const place = folder()
    const room = await makeRoomForBackup(place)
    try {
      await run('restore', file, '--data', place)
      const settled = isServed ? await started() : { ready: true as const }
      if (settled.ready) return { status: 'done', path: room.keptAs }
      await server.stop()
      await room.undo()
      return failed(settled.reason)
    } catch (problem) {
      await room.undo()
      return failed(problem)
    }
  }

  return {
    folder,
    facts: async () => ({
      folder: folder(),
      bytes: await sizeOf(folder()),
      networks: hostOn ? confinedTo(hostOn) : networksOf(),
    }),
    backUp: (file) =>
      run('backup', file, '--data', folder()).then(() => ({ status: 'done', path: file }), failed),
    async restore(file) {
      const isServed = desk.kept().wanted
      await server.stop()
      const done = await putBack(file, isServed).catch(failed)
      if (done.status === 'failed' && isServed) server.start()
      return done
    },
    async choose(wanted) {
      const found = await lookAtFolder(wanted)
      chosen = found.status === 'space' ? wanted : null
      return found.status === 'space' ? { ...found, folder: wanted } : { status: found.status }
    },
    async release() {
      await desk.stop()
      await desk.keep({ folder: freshFolder(userData), name: null })
    },
    async serveChosen() {
      if (chosen === null) throw new TypeError('No folder was chosen')
      const before = desk.kept()
      await server.stop()
      await desk.keep({ wanted: true, reach: 'network', folder: chosen, name: null })
      const settled = await started()
      if (settled.ready) return { status: 'done', path: chosen }
      await server.stop()
      await desk.keep(before)
      desk.resume()
      return failed(settled.reason)
    },
  }
}
