import type { Bridge } from '../../../../shared/ipc/bridge.ts'
import type { Hosting, HostSuggestion } from '../../../../shared/ipc/schemas.ts'

/** Who serves a space of this device. A browser serves none. */
export type HostKeeper = {
  choices(): Promise<Hosting>
  suggestion(): Promise<HostSuggestion>
  begin(name: string): Promise<void>
  start(): Promise<void>
  stop(): Promise<void>
  /** Shows what the server said last, in whatever the system opens such files with. */
  openLog(): Promise<void>
  /** Hears what is chosen after each change. Returns what ends the listening. */
  listen(told: (hosting: Hosting) => void): () => void
}

export function hostOfApp({ host, on }: Bridge): HostKeeper {
  return {
    choices: () => host.choices(),
    suggestion: () => host.suggestion(),
    begin: (name) => host.begin(name),
    start: () => host.start(),
    stop: () => host.stop(),
    openLog: () => host.openLog(),
    listen: (told) => on('host-choices', told),
  }
}
