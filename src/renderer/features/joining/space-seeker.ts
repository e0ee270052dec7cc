import type { Bridge } from '../../../../shared/ipc/bridge.ts'
import type {
  AskedWords,
  FoundSpace,
  KnownSpace,
  ProbedSpace,
} from '../../../../shared/ipc/schemas.ts'

export type NewSpace = Pick<KnownSpace, 'name' | 'url' | 'fingerprint' | 'addresses'>

/** Who finds spaces, and keeps those that a person joins. A browser has none: it is where it is. */
export type SpaceSeeker = {
  /** Looks around from now on, and answers with what is known already. */
  look(): Promise<readonly FoundSpace[]>
  leave(): Promise<void>
  listen(told: (found: readonly FoundSpace[]) => void): () => void
  probe(address: string): Promise<ProbedSpace>
  /** Asks those around for an invite's words. */
  askForWords(words: string): Promise<AskedWords>
  add(space: NewSpace): Promise<KnownSpace>
}

export function seekerOfApp(bridge: Bridge): SpaceSeeker {
  return {
    look: () => bridge.discovery.look(),
    leave: () => bridge.discovery.leave(),
    listen: (told) => bridge.on('found-spaces', told),
    probe: (address) => bridge.spaces.probe(address),
    askForWords: (words) => bridge.discovery.askForWords(words),
    add: (space) => bridge.spaces.add(space),
  }
}
