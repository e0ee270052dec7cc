import type { Bridge } from '../../../../shared/ipc/bridge.ts'
import type { SpaceTrust } from '../../../../shared/ipc/schemas.ts'

/** Who compares what spaces show with the key that each is known by. */
export type TrustKeeper = {
  list(): Promise<readonly SpaceTrust[]>
  accept(space: string, seen: string): Promise<void>
  /** Hears of all troubles after each change. Returns what ends the listening. */
  listen(told: (troubles: readonly SpaceTrust[]) => void): () => void
}

export function trustOfApp(bridge: Bridge): TrustKeeper {
  return {
    list: () => bridge.trust.list(),
    accept: (space, seen) => bridge.trust.accept(space, seen),
    listen: (told) => bridge.on('trust', told),
  }
}
