import type { Low } from 'lowdb'
import {
  type Hosting,
  hosting,
  type HostingChange,
  type HostState,
} from '../../../shared/ipc/schemas.ts'
import { createTurns, type Turns } from '../turns.ts'
import { holdsSpace } from './exchange-folder.ts'
import type { KeptHosting } from './kept-hosting.ts'
import type { ServerHost } from './server-host.ts'

export interface HostingDeskOptions {
  readonly file: Low<KeptHosting>
  readonly server: Pick<ServerHost, 'start' | 'stop' | 'restart' | 'state'>
  /** Whoever else starts and stops the server takes one of these too. */
  readonly turns?: Turns
  /** Hears what is chosen after each change. */
  announce(choices: Hosting): void
  /** Has the system start the app when its person logs in, or not. */
  startAtLogin(on: boolean): Promise<void>
}

/** What the person chose about hosting, kept and done. */
export interface HostingDesk {
  choices(): Hosting
  /** All that is kept, and a change to it that the server is not told. */
  kept(): KeptHosting
  keep(change: Partial<KeptHosting>): Promise<void>
  /** At the start of the app: serves what was served before. */
  resume(): Promise<void>
  /** Ends the server until `resume`, and changes nothing that is kept. */
  pause(): Promise<void>
  /** Serves a space of this name to the network, from now on. */
  begin(name: string): Promise<void>
  /** Serves again what was stopped, or what failed. */
  again(): Promise<void>
  /** Resolves when the server is gone. */
  stop(): Promise<void>
  change(change: HostingChange): Promise<void>
  /** The server is somewhere: there it is looked for at its next start. */
  heard(state: HostState): void
}

/** What the server is told when it starts. */
const forServer = ['reach', 'name', 'announce'] as const

/** Less of the space is to be seen by others: that must not wait for anything, nor fail with it. */
const isClosing = ({ reach, announce }: HostingChange): boolean =>
  reach === 'machine' || (announce !== undefined && announce !== 'on')

export function createHostingDesk(options: HostingDeskOptions): HostingDesk {
  const { announce, file, server, startAtLogin, turns = createTurns() } = options
  const choices = (): Hosting => hosting.parse(file.data)

  function set(change: Partial<KeptHosting>): void {
    file.data = { ...file.data, ...change }
  }

  /** What cannot be written is not so. */
  async function keep(change: Partial<KeptHosting>): Promise<void> {
    const names = Object.keys(change) as (keyof KeptHosting)[]
    const before = Object.fromEntries(names.map((name) => [name, file.data[name]]))
    set(change)
    await file.write().catch((problem: unknown) => {
      set(before)
      throw problem
    })
    announce(choices())
  }

  async function tellServer(change: HostingChange): Promise<void> {
    const isTold = forServer.some((name) => change[name] !== undefined)
    if (isTold && server.state().status !== 'off') await server.restart()
  }

  /** It is so at once, and stays so while the app runs even where it cannot be written. */
  async function close(change: HostingChange): Promise<void> {
    set(change)
    announce(choices())
    await tellServer(change)
    await file.write()
  }

  return {
    choices,
    kept: () => file.data,
    keep,
    resume: () =>
      turns.take(async () => {
        if (file.data.wanted) server.start()
      }),
    pause: () => turns.take(() => server.stop()),
    begin: (name) =>
      turns.take(async () => {
        const { folder, hasSpace } = file.data
        const isLost = folder !== null && hasSpace && !(await holdsSpace(folder))
        const place = isLost ? { folder: null } : {}
        await keep({ wanted: true, reach: 'network', name, hasSpace: false, ...place })
        server.start()
      }),
    again: () =>
      turns.take(async () => {
        await keep({ wanted: true })
        server.start()
      }),
    stop: () =>
      turns.take(async () => {
        await server.stop()
        set({ wanted: false })
        announce(choices())
        await file.write()
      }),
    change: (change) =>
      turns.take(async () => {
        const { atLogin } = change
        if (atLogin !== undefined && atLogin !== file.data.atLogin) await startAtLogin(atLogin)
        if (isClosing(change)) return close(change)
        await keep(change)
        await tellServer(change)
      }),
    heard(state) {
      if (state.status !== 'ready') return
      // Where somebody else has the port for now, it is tried again at the next start.
      const port = state.taken ?? state.port
      if (file.data.hasSpace && port === file.data.port) return
      void keep({ port, hasSpace: true }).catch(() => undefined)
    },
  }
}
