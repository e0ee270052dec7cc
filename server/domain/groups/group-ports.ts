import type { DomainDeps } from '../domain.ts'
import type { KnownPeople } from '../people/known-people.ts'
import type { TokenBuckets } from '../rates/token-buckets.ts'
import type { Turns } from '../turns.ts'

/** What the actions on groups work with. */
export type GroupPorts = Pick<DomainDeps, 'storage' | 'presence' | 'clock' | 'ids'> & {
  knownPeople: KnownPeople
  writes: TokenBuckets
  turns: Turns
}
