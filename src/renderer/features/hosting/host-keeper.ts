import type { Bridge } from '../../../../shared/ipc/bridge.ts'
import type { Hosting } from '../../../../shared/ipc/schemas.ts'

/** Who serves a space of this device. A browser serves none. */
export type HostKeeper = Omit<Bridge['host'], 'state'> & {
  /** Hears what is chosen after each change. Returns what ends the listening. */
  listen(told: (hosting: Hosting) => void): () => void
}

export function hostOfApp({ host, on }: Bridge): HostKeeper {
  return { ...host, listen: (told) => on('host-choices', told) }
}
