import { isUtf8 } from 'node:buffer'
import { addressText } from './ip-address.ts'
import {
  type DnsRecord,
  type Message,
  type Question,
  type RecordData,
  message,
  recordTypes,
} from './message.ts'
import { type DnsName, maxLabel } from './name.ts'

/** The bytes are no message that multicast DNS allows. */
export class MalformedMessage extends Error {
  override readonly name = 'MalformedMessage'
}

const IN = 1
const ANY_CLASS = 255
const TOP_BIT = 0x8000
const NOT_ZERO = 0x780f
/** The largest that may be sent. RFC 6762, section 17 */
const MAX_MESSAGE = 9_000
const MAX_NAME = 255
/** Writers need one, or two; each further one is work that somebody makes us do. */
const MAX_POINTERS = 16
/** In all names of a message, of which many may point to one long name. */
const MAX_LABELS = 1_500

const typeNames = new Map<number, string>(
  Object.entries(recordTypes).map(([name, number]) => [number, name]),
)

/** Records of types and classes that we do not know are left out. @throws MalformedMessage */
export function decodeMessage(bytes: Buffer): Message {
  if (bytes.length > MAX_MESSAGE) throw new MalformedMessage('too long')
  const reader = new Reader(bytes)
  const id = reader.number()
  const flags = reader.number()
  // Other operations, and failures, are none of ours. RFC 6762, section 18
  if ((flags & NOT_ZERO) !== 0) throw new MalformedMessage('not a plain query or response')
  const [questions, answers, authorities, additionals] = [0, 0, 0, 0].map(() => reader.number())
  return message({
    id,
    isResponse: (flags & TOP_BIT) !== 0,
    isTruncated: (flags & 0x0200) !== 0,
    questions: reader.questions(questions!),
    answers: reader.records(answers!),
    authorities: reader.records(authorities!),
    additionals: reader.records(additionals!),
  })
}

class Reader {
  readonly #bytes: Buffer
  #at = 0
  #labels = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  number(): number {
    const start = this.#skip(2)
    return this.#bytes.readUInt16BE(start)
  }

  questions(count: number): Question[] {
    const found: Question[] = []
    for (let n = 0; n < count; n++) {
      const name = this.#name()
      const type = this.number()
      const asked = this.number()
      const dnsClass = asked & ~TOP_BIT
      if (dnsClass !== IN && dnsClass !== ANY_CLASS) continue
      found.push({ name, type, unicast: (asked & TOP_BIT) !== 0 })
    }
    return found
  }

  records(count: number): DnsRecord[] {
    const found: DnsRecord[] = []
    for (let n = 0; n < count; n++) {
      const record = this.#record()
      if (record) found.push(record)
    }
    return found
  }

  #record(): DnsRecord | null {
    const name = this.#name()
    const type = this.number()
    const dnsClass = this.number()
    const ttl = this.number() * 0x10000 + this.number()
    const length = this.number()
    const start = this.#skip(length)
    if ((dnsClass & ~TOP_BIT) !== IN) return null
    const data = this.#data(type, start, length)
    return data && { name, ttl, flush: (dnsClass & TOP_BIT) !== 0, data }
  }

  #data(number: number, start: number, length: number): RecordData | null {
    const type = typeNames.get(number) as keyof typeof recordTypes | undefined
    const bytes = this.#bytes.subarray(start, start + length)
    switch (type) {
      case 'A':
        return { type, address: addressText(ofLength(bytes, 4)) }
      case 'AAAA':
        return { type, address: addressText(ofLength(bytes, 16)) }
      case 'PTR':
        return { type, target: this.#nameWithin(start, length) }
      case 'SRV': {
        if (length < 7) throw new MalformedMessage('a service without its place')
        return {
          type,
          port: bytes.readUInt16BE(4),
          target: this.#nameWithin(start + 6, length - 6),
        }
      }
      case 'TXT':
        return { type, strings: stringsOf(bytes) }
      // What a name has not is of no use to us, who only ask for what was named to us.
      case 'NSEC':
      case undefined:
        return null
    }
  }

  /** A name in a record's data: it ends where the data ends. */
  #nameWithin(start: number, length: number): DnsName {
    const { name, end } = this.#nameAt(start)
    if (end !== start + length) throw new MalformedMessage('a name that its data is not made of')
    return name
  }

  #name(): DnsName {
    const { name, end } = this.#nameAt(this.#at)
    this.#at = end
    return name
  }

  /** Pointers lead to what comes before, so that none leads in a circle. RFC 1035, section 4.1.4 */
  #nameAt(start: number): { name: DnsName; end: number } {
    const name: string[] = []
    let at = start
    let before = start
    let end: number | null = null
    let [length, pointers] = [1, 0]
    for (;;) {
      const size = this.#byte(at)
      if (size === 0) return { name, end: end ?? at + 1 }
      if (size >= 0xc0) {
        const target = ((size & 0x3f) << 8) | this.#byte(at + 1)
        if (target >= before || ++pointers > MAX_POINTERS)
          throw new MalformedMessage('a bad pointer')
        end ??= at + 2
        at = before = target
        continue
      }
      length += size + 1
      if (size > maxLabel || length > MAX_NAME) throw new MalformedMessage('a bad label')
      if (at + 1 + size > this.#bytes.length) throw new MalformedMessage('cut off')
      const label = this.#bytes.subarray(at + 1, at + 1 + size)
      if (!isUtf8(label)) throw new MalformedMessage('a label that is no text')
      if (++this.#labels > MAX_LABELS) throw new MalformedMessage('too many labels')
      name.push(label.toString('utf8'))
      at += size + 1
    }
  }

  #byte(at: number): number {
    const byte = this.#bytes[at]
    if (byte === undefined) throw new MalformedMessage('cut off')
    return byte
  }

  /** Answers where it was. */
  #skip(length: number): number {
    const start = this.#at
    this.#at += length
    if (this.#at > this.#bytes.length) throw new MalformedMessage('cut off')
    return start
  }
}

function ofLength(bytes: Buffer, length: number): Buffer {
  if (bytes.length !== length) throw new MalformedMessage('an address of another length')
  return bytes
}

function stringsOf(bytes: Buffer): Uint8Array[] {
  const strings: Uint8Array[] = []
  for (let at = 0; at < bytes.length;) {
    const end = at + 1 + bytes[at]!
    if (end > bytes.length) throw new MalformedMessage('a text that is cut off')
    // Copied, so that a short text does not keep the packet.
    if (end > at + 1) strings.push(Uint8Array.from(bytes.subarray(at + 1, end)))
    at = end
  }
  return strings
}
