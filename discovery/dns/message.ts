import type { DnsName } from './name.ts'

/** The few of DNS's record types that service discovery is made of, by number. */
export const recordTypes = { A: 1, PTR: 12, TXT: 16, AAAA: 28, SRV: 33, NSEC: 47 } as const
export const anyType = 255

export type RecordData =
  | { type: 'A' | 'AAAA'; address: string }
  | { type: 'PTR'; target: DnsName }
  | { type: 'SRV'; port: number; target: DnsName }
  /** Each string is at most 255 bytes. */
  | { type: 'TXT'; strings: readonly Uint8Array[] }
  /** Says which types a name has, and so that it has no others; numbers below 256. */
  | { type: 'NSEC'; types: readonly number[] }

export type DnsRecord = {
  name: DnsName
  /** Seconds. 0 takes the record back. */
  ttl: number
  /** The record's type has no others under this name but those that came just now. */
  flush: boolean
  data: RecordData
}

export type Question = {
  name: DnsName
  /** By number, as others ask for types that we do not know. */
  type: number
  /** Asks for an answer to the asker alone. */
  unicast: boolean
}

export type Message = {
  /** 0 in all multicast DNS but that of old resolvers, who want it back. */
  id: number
  isResponse: boolean
  /** More known answers follow in another packet. */
  isTruncated: boolean
  questions: Question[]
  answers: DnsRecord[]
  authorities: DnsRecord[]
  additionals: DnsRecord[]
}

export function message(parts: Partial<Message>): Message {
  return {
    id: 0,
    isResponse: false,
    isTruncated: false,
    questions: [],
    answers: [],
    authorities: [],
    additionals: [],
    ...parts,
  }
}

export const typeOf = ({ data }: DnsRecord): number => recordTypes[data.type]
