import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { HostDone, HostFacts, HostFolder } from '../../../shared/ipc/schemas.ts'
import type { HostOn } from '../launch-setting.ts'
import { createTurns, type Turns } from '../turns.ts'
import { lookAtFolder } from './chosen-folder.ts'
import { type Draft, draftBeside, holdsSpace, NotPutBack } from './exchange-folder.ts'
import { networksOf, sizeOf } from './host-facts.ts'
import type { HostingDesk } from './hosting-desk.ts'
import { dataFolder } from './kept-hosting.ts'
import type { ServerHost } from './server-host.ts'
import { type RunTask, TaskFailed } from './server-task.ts'
import { type HearStates, type Settled, untilSettled } from './until-settled.ts'

export interface HostFolderOptions {
  readonly userData: string
  readonly desk: HostingDesk
  readonly server: ServerHost
  /** The desk's: who starts or stops the server, or exchanges its folder, takes one. */
  readonly turns: Turns
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
  /** Resolves once nothing is copied any more. */
  over(): Promise<void>
}

/** How a command of the server ends where another server has the folder. */
const inUse = 75

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

type Failed = Extract<HostDone, { status: 'failed' }>

const failed = (problem: unknown): Failed => ({
  status: 'failed',
  reason: problem instanceof Error ? problem.message : String(problem),
})

export function createHostFolder(options: HostFolderOptions): HostFolderDesk {
  const { desk, hostOn, run, server, states, turns, userData } = options
  const folder = (): string => dataFolder(desk.kept(), userData)
  /** One copy at a time; meanwhile the space is served, and may be stopped. */
  const copies = createTurns()
  let chosen: string | null = null

  async function started(): Promise<Settled> {
    const settled = untilSettled(states)
    server.start()
    return settled
  }

  /** A restore into a folder that holds a space changes nothing, and tells whether a server has it. */
  async function assertFree(place: string, file: string): Promise<void> {
    if (!(await holdsSpace(place))) return
    await run('restore', file, '--data', place).catch((problem: unknown) => {
      if (problem instanceof TaskFailed && problem.code === inUse) throw problem
    })
  }

  /** In the place of what is there, which is back where that does not work. */
  async function exchange(draft: Draft, file: string): Promise<HostDone> {
    // One that failed may be tried again at any moment.
    if (server.state().status !== 'off') await server.pause()
    await assertFree(folder(), file)
    const { keptAs, undo } = await draft.exchange()
    const done: HostDone = { status: 'done', path: keptAs }
    if (!desk.kept().wanted) return done
    const settled = await started()
    if (settled.ready) return done
    await server.pause()
    await undo()
    return failed(settled.reason)
  }

  async function exchangeInTurn(draft: Draft, file: string): Promise<HostDone> {
    const { wanted } = desk.kept()
    try {
      const done = await exchange(draft, file)
      if (!wanted) await server.stop()
      else if (done.status === 'failed') server.start()
      return done
    } catch (problem) {
      if (problem instanceof NotPutBack) {
        await server.stop()
        return { ...failed(problem), keptAs: problem.keptAs }
      }
      if (wanted) server.start()
      else await server.stop()
      return failed(problem)
    }
  }

  /**
   * Written beside, and put in the place of what the person agreed to replace once it is whole. In a folder of
   * its own, as a command that is ended in the midst of it leaves what it had copied under a name of its own.
   */
  async function backUp(file: string): Promise<HostDone> {
    const beside = `${file}.partial`
    const clear = (): Promise<void> => rm(beside, { recursive: true, force: true })
    try {
      await clear()
      await mkdir(beside, { mode: 0o700 })
      const draft = join(beside, basename(file))
      await run('backup', draft, '--data', folder())
      await rename(draft, file)
      return { status: 'done', path: file }
    } finally {
      await clear()
    }
  }

  async function restore(file: string): Promise<HostDone> {
    const draft = await draftBeside(folder())
    try {
      await run('restore', file, '--data', draft.folder)
      return await turns.take(() => exchangeInTurn(draft, file))
    } finally {
      await draft.remove()
    }
  }

  /** In the place of the one before, which is served again where that does not work. */
  async function serve(place: string): Promise<HostDone> {
    const before = desk.kept()
    await server.pause()
    try {
      await desk.keep({ wanted: true, folder: place, name: null, hasSpace: true })
      const settled = await started()
      if (settled.ready) return { status: 'done', path: place }
      await server.stop()
      const { folder: last, hasSpace, name, wanted } = before
      await desk.keep({ folder: last, hasSpace, name, wanted })
      return failed(settled.reason)
    } finally {
      if (desk.kept().wanted) server.start()
      else await server.stop()
    }
  }

  return {
    folder,
    over: copies.over,
    facts: async () => ({
      folder: folder(),
      bytes: await sizeOf(folder()),
      networks: hostOn ? confinedTo(hostOn) : networksOf(),
    }),
    backUp: (file) => copies.take(() => backUp(file).catch(failed)),
    restore: (file) => copies.take(() => restore(file).catch(failed)),
    async choose(wanted) {
      const found = await lookAtFolder(wanted)
      chosen = found.status === 'space' ? wanted : null
      return found.status === 'space' ? { ...found, folder: wanted } : { status: found.status }
    },
    release: () =>
      copies.take(async () => {
        await desk.stop()
        await desk.keep({ folder: freshFolder(userData), name: null, hasSpace: false })
      }),
    async serveChosen() {
      if (chosen === null) throw new TypeError('No folder was chosen')
      const place = chosen
      return copies.take(() => turns.take(() => serve(place)))
    },
  }
}
