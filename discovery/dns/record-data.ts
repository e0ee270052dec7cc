import { addressBytes } from './ip-address.ts'
import { type DnsRecord, type RecordData, typeOf } from './message.ts'
import { type DnsName, maxLabel, nameKey } from './name.ts'

/** A record's data as bytes, with names written out; `writeName` may shorten them by pointing back. */
export function dataBytes(
  data: RecordData,
  owner: DnsName,
  writeName: (name: DnsName, offset: number) => Buffer = nameBytes,
): Buffer {
  switch (data.type) {
    case 'A':
    case 'AAAA':
      return addressBytes(data.address)
    case 'PTR':
      return writeName(data.target, 0)
    case 'SRV': {
      const weights = Buffer.from([0, 0, 0, 0, data.port >> 8, data.port & 255])
      return Buffer.concat([weights, writeName(data.target, weights.length)])
    }
    case 'TXT':
      // A text of no strings is written as one empty string. RFC 6763, section 6.1
      if (data.strings.length === 0) return Buffer.from([0])
      return Buffer.concat(data.strings.flatMap((one) => [Buffer.from([one.length]), one]))
    case 'NSEC':
      return Buffer.concat([writeName(owner, 0), typeBitmap(data.types)])
  }
}

export function nameBytes(name: DnsName): Buffer {
  return Buffer.concat([...name.flatMap((label) => labelBytes(label)), Buffer.from([0])])
}

export function labelBytes(label: string): Buffer[] {
  const bytes = Buffer.from(label, 'utf8')
  if (bytes.length === 0 || bytes.length > maxLabel) {
    throw new RangeError(`a label has 1 to ${maxLabel} bytes`)
  }
  return [Buffer.from([bytes.length]), bytes]
}

/** Bits of the types below 256. RFC 4034, section 4.1.2 */
function typeBitmap(types: readonly number[]): Buffer {
  const bits = Buffer.alloc((Math.max(0, ...types) >> 3) + 1)
  for (const type of types) bits[type >> 3]! |= 0x80 >> (type & 7)
  return Buffer.concat([Buffer.from([0, bits.length]), bits])
}

/** Whether two records say the same, however long they are valid. */
export function sameRecord(one: DnsRecord, other: DnsRecord): boolean {
  return one.data.type === other.data.type && recordKey(one) === recordKey(other)
}

/** The same for records that say the same. */
export function recordKey(record: DnsRecord): string {
  return `${typeOf(record)} ${nameKey(record.name)} ${comparable(record)}`
}

/** Names in it are compared in whatever case, all else byte by byte. */
function comparable({ data, name }: DnsRecord): string {
  if (data.type === 'PTR') return nameKey(data.target)
  if (data.type === 'SRV') return `${data.port} ${nameKey(data.target)}`
  return dataBytes(data, name).toString('base64')
}

/** Which of two that claim one name has it: by class, type, data. RFC 6762, section 8.2 */
export function compareClaims(one: readonly DnsRecord[], other: readonly DnsRecord[]): number {
  const [ours, theirs] = [claimOf(one), claimOf(other)]
  for (let at = 0; at < Math.max(ours.length, theirs.length); at++) {
    const [left, right] = [ours[at], theirs[at]]
    if (!left || !right) return left ? 1 : -1
    const order = Buffer.compare(left, right)
    if (order !== 0) return order
  }
  return 0
}

function claimOf(records: readonly DnsRecord[]): Buffer[] {
  const all = records.map((record) =>
    Buffer.concat([Buffer.from([0, 1, 0, typeOf(record)]), dataBytes(record.data, record.name)]),
  )
  return all.sort((left, right) => Buffer.compare(left, right))
}
