import * as z from 'zod/mini'
import { fingerprint, type Fingerprint } from '../../protocol/fingerprint.ts'
import { epoch } from '../../protocol/ids.ts'
import { type DnsName, nameKey } from '../dns/name.ts'

/** A space as it makes itself known. */
export type AnnouncedSpace = {
  /** The space's epoch. */
  readonly id: string
  readonly name: string
  readonly fingerprint: Fingerprint
  readonly port: number
}

/** What a space says of itself besides where it is. `name`: where the instance is called otherwise. */
export type SpaceText = { id: string; fingerprint: Fingerprint; name?: string }

export const serviceType: DnsName = ['_parley', '_tcp', 'local']
/** By which all kinds of services are listed. RFC 6763, section 9 */
export const serviceTypes: DnsName = ['_services', '_dns-sd', '_udp', 'local']

const VERSION = '1'
/** More than any version of ours says. */
const MOST_STRINGS = 32

export const instanceName = (label: string): DnsName => [label, ...serviceType]

/** What an instance of our kind is called, or null for other names. */
export function instanceLabel(name: DnsName): string | null {
  const [label, ...type] = name
  return label && nameKey(type) === nameKey(serviceType) ? label : null
}

/** @param label what the instance is called, which may be shorter than the space's name */
export function spaceText(space: AnnouncedSpace, label: string): Uint8Array[] {
  const name = space.name === label ? [] : [`name=${space.name}`]
  const entries = [`v=${VERSION}`, `id=${space.id}`, `fp=${space.fingerprint}`, 'tls=1', ...name]
  return entries.map((entry) => Buffer.from(entry, 'utf8').subarray(0, 255))
}

/** Null where it is not of a space that we can join: another version, no encryption, nonsense. */
export function readSpaceText(strings: readonly Uint8Array[]): SpaceText | null {
  const said = new Map<string, string>()
  for (const bytes of strings.slice(0, MOST_STRINGS)) {
    const [, key, value = ''] = /^([^=]+)=?(.*)$/s.exec(Buffer.from(bytes).toString('utf8')) ?? []
    // The first one counts. RFC 6763, section 6.4
    if (key && !said.has(key.toLowerCase())) said.set(key.toLowerCase(), value)
  }
  if (said.get('v') !== VERSION || said.get('tls') !== '1') return null
  const read = spaceSaid.safeParse({ id: said.get('id'), fingerprint: said.get('fp') })
  if (!read.success) return null
  const name = said.get('name')
  return name === undefined ? read.data : { ...read.data, name }
}

const spaceSaid = z.object({ id: epoch, fingerprint })
