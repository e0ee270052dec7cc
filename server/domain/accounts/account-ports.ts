import type { Doorkeeper } from '../admission/doorkeeper.ts'
import type { DomainDeps } from '../domain.ts'
import type { Backoffs } from '../rates/backoffs.ts'
import type { TokenBuckets } from '../rates/token-buckets.ts'
import type { SignedInDevices } from './signed-in-devices.ts'

/** What the actions on accounts work with. */
export type AccountPorts = Pick<
  DomainDeps,
  'storage' | 'announcer' | 'passwords' | 'clock' | 'ids' | 'logger' | 'settings'
> & {
  devices: SignedInDevices
  door: Doorkeeper
  registrations: TokenBuckets
  wrongByName: Backoffs
  wrongByAddress: Backoffs
}
