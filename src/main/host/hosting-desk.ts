import type { Low } from 'lowdb'
import {
  type Hosting,
  hosting,
  type HostingChange,
  type HostState,
} from '../../../shared/ipc/schemas.ts'
import type { KeptHosting } from './kept-hosting.ts'
import type { ServerHost } from './server-host.ts'

export interface HostingDeskOptions {
  readonly file: Low<KeptHosting>
  readonly server: Pick<ServerHost, 'start' | 'stop' | 'restart' | 'state'>
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
  resume(): void
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

export function createHostingDesk(options: HostingDeskOptions): HostingDesk {
  const { announce, file, server, startAtLogin } = options
  const choices = (): Hosting => hosting.parse(file.data)

  async function keep(change: Partial<KeptHosting>): Promise<void> {
    file.data = { ...file.data, ...change }
    announce(choices())
    await file.write()
  }

  return {
    choices,
    kept: () => file.data,
    keep,
    resume() {
      if (file.data.wanted) server.start()
    },
    async begin(name) {
      await keep({ wanted: true, reach: 'network', name })
      server.start()
    },
    async again() {
      await keep({ wanted: true })
      server.start()
    },
    async stop() {
      await keep({ wanted: false })
      await server.stop()
    },
    async change(change) {
      const { atLogin } = change
      if (atLogin !== undefined && atLogin !== file.data.atLogin) await startAtLogin(atLogin)
      await keep(change)
      const isTold = forServer.some((name) => change[name] !== undefined)
      if (isTold && server.state().status !== 'off') await server.restart()
    },
    heard(state) {
      if (state.status !== 'ready' || state.port === file.data.port) return
      void keep({ port: state.port }).catch(() => undefined)
    },
  }
}
