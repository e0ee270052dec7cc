import { isIPv6 } from 'node:net'
import { type DnsRecord, type RecordData, recordTypes } from '../dns/message.ts'
import type { DnsName } from '../dns/name.ts'
import {
  type AnnouncedSpace,
  instanceName,
  serviceType,
  serviceTypes,
  spaceText,
} from '../service/space-service.ts'

/** What one link is told of a space. `unique`: nobody else has these; `shared`: others have them too. */
export type ServiceRecords = {
  readonly instance: DnsName
  /** The pointer to the instance. */
  readonly pointer: DnsRecord
  /** The pointer to our kind of service, which every space's machine has. */
  readonly kind: DnsRecord
  /** Where it is and what it says: what is claimed before it is announced. */
  readonly claim: readonly DnsRecord[]
  readonly addresses: readonly DnsRecord[]
  /** That a name has nothing else. */
  readonly nothingElse: readonly DnsRecord[]
}

/** Seconds. What depends on a machine's address is soon forgotten. RFC 6762, section 10 */
const HOST_TTL = 120
const OTHER_TTL = 4_500
/** More than an interface has; so that all fits one packet. */
const MOST_ADDRESSES = 16

export type ServicePlace = { label: string; host: string; addresses: readonly string[] }

export function serviceRecords(space: AnnouncedSpace, place: ServicePlace): ServiceRecords {
  const instance = instanceName(place.label)
  const host: DnsName = [place.host, 'local']
  const addresses = place.addresses
    .slice(0, MOST_ADDRESSES)
    .map((address) => unique(host, HOST_TTL, { type: isIPv6(address) ? 'AAAA' : 'A', address }))
  const types = [...new Set(addresses.map(({ data }) => recordTypes[data.type]))].sort(
    (one, other) => one - other,
  )
  return {
    instance,
    pointer: shared(serviceType, instance),
    kind: shared(serviceTypes, serviceType),
    claim: [
      unique(instance, HOST_TTL, { type: 'SRV', port: space.port, target: host }),
      unique(instance, OTHER_TTL, { type: 'TXT', strings: spaceText(space, place.label) }),
    ],
    addresses,
    nothingElse: [
      unique(instance, HOST_TTL, {
        type: 'NSEC',
        types: [recordTypes.TXT, recordTypes.SRV],
      }),
      unique(host, HOST_TTL, { type: 'NSEC', types }),
    ],
  }
}

/** All that is announced of its own accord. */
export function announced(records: ServiceRecords): DnsRecord[] {
  return [records.pointer, ...records.claim, ...records.addresses, records.kind]
}

/** What takes it back: but for what other machines announce as well. */
export function takenBack(records: ServiceRecords): DnsRecord[] {
  const own = [records.pointer, ...records.claim, ...records.addresses]
  return own.map((record) => ({ ...record, ttl: 0 }))
}

const unique = (name: DnsName, ttl: number, data: RecordData): DnsRecord => ({
  name,
  ttl,
  flush: true,
  data,
})

const shared = (name: DnsName, target: DnsName): DnsRecord => ({
  name,
  ttl: OTHER_TTL,
  flush: false,
  data: { type: 'PTR', target },
})
