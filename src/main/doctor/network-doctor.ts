import {
  examine,
  gravestFirst,
  type KnownPlace,
  look,
  type LookOptions,
} from '../../../discovery/doctor/index.ts'
import { whereIs } from '../../../shared/ipc/nowhere.ts'
import type { DoctorFinding, KnownSpace } from '../../../shared/ipc/schemas.ts'

export interface NetworkDoctorOptions {
  /** Where it may be asked; `off`: nowhere, and only the known spaces are tried. */
  readonly interfaces: LookOptions['interfaces']
  spaces(): readonly KnownSpace[]
}

/** Looks at the network when a person asks for it, once at a time. */
export interface NetworkDoctor {
  look(): Promise<DoctorFinding[]>
}

export function createNetworkDoctor({ interfaces, spaces }: NetworkDoctorOptions): NetworkDoctor {
  let looking: Promise<DoctorFinding[]> | undefined

  async function lookNow(): Promise<DoctorFinding[]> {
    const seen = await look({ interfaces, places: spaces().map(placeOf) })
    return gravestFirst(examine(seen, Date.now()))
  }

  return {
    look() {
      looking ??= lookNow().finally(() => (looking = undefined))
      return looking
    },
  }
}

/** At the addresses of a space that gave way to another one, that other one is. */
function placeOf({ addresses = [], fingerprint, name, url }: KnownSpace): KnownPlace {
  const here = whereIs({ url })
  const origins = here === null ? [] : [here, ...addresses.map((one) => new URL(one).origin)]
  return { name, origins, pinned: fingerprint ?? null }
}
