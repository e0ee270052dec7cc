import type { Low } from 'lowdb'
import type { Hosting, HostState } from '../../../shared/ipc/schemas.ts'
import type { KeptHosting } from './kept-hosting.ts'
import type { ServerHost } from './server-host.ts'

export interface HostingDeskOptions {
  readonly file: Low<KeptHosting>
  readonly server: ServerHost
  /** Hears what is chosen after each change. */
  announce(hosting: Hosting): void
}

/** What the person chose about hosting, kept and done. */
export interface HostingDesk {
  choices(): Hosting
  /** At the start of the app: serves what was served before. */
  resume(): void
  /** Serves a space of this name to the network, from now on. */
  begin(name: string): Promise<void>
  /** Serves again what was stopped, or what failed. */
  again(): Promise<void>
  /** Resolves when the server is gone. */
  stop(): Promise<void>
  /** The server is somewhere: there it is looked for at its next start. */
  heard(state: HostState): void
}

export function createHostingDesk({ file, server, announce }: HostingDeskOptions): HostingDesk {
  const choices = (): Hosting => {
    const { wanted, reach, name } = file.data
    return { wanted, reach, name }
  }

  async function keep(change: Partial<KeptHosting>): Promise<void> {
    file.data = { ...file.data, ...change }
    announce(choices())
    await file.write()
  }

  return {
    choices,
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
    heard(state) {
      if (state.status !== 'ready' || state.port === file.data.port) return
      void keep({ port: state.port }).catch(() => undefined)
    },
  }
}
