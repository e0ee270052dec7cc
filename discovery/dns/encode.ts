import { type DnsRecord, type Message, type Question, typeOf } from './message.ts'
import type { DnsName } from './name.ts'
import { dataBytes, labelBytes } from './record-data.ts'

const IN = 1
const TOP_BIT = 0x8000
const RESPONSE = 0x8400
const TRUNCATED = 0x0200
/** Pointers have 14 bits. */
const POINTABLE = 0x4000

/** A message as it is sent: names that came before are pointed to. */
export function encodeMessage(message: Message): Buffer {
  const { answers, authorities, additionals, questions } = message
  const packet = new Packet()
  const flags = (message.isResponse ? RESPONSE : 0) | (message.isTruncated ? TRUNCATED : 0)
  packet.numbers(message.id, flags)
  packet.numbers(questions.length, answers.length, authorities.length, additionals.length)
  for (const question of questions) packet.question(question)
  for (const record of [...answers, ...authorities, ...additionals]) packet.record(record)
  return packet.bytes()
}

class Packet {
  readonly #parts: Buffer[] = []
  readonly #written = new Map<string, number>()
  #length = 0

  numbers(...values: number[]): void {
    this.#add(Buffer.from(values.flatMap((value) => [value >> 8, value & 255])))
  }

  question({ name, type, unicast }: Question): void {
    this.#add(this.#name(name, this.#length))
    this.numbers(type, IN | (unicast ? TOP_BIT : 0))
  }

  record(record: DnsRecord): void {
    this.#add(this.#name(record.name, this.#length))
    this.numbers(typeOf(record), IN | (record.flush ? TOP_BIT : 0))
    this.numbers(record.ttl >>> 16, record.ttl & 0xffff)
    const start = this.#length + 2
    const data = dataBytes(record.data, record.name, (name, offset) =>
      this.#name(name, start + offset),
    )
    this.numbers(data.length)
    this.#add(data)
  }

  bytes(): Buffer {
    return Buffer.concat(this.#parts, this.#length)
  }

  #add(part: Buffer): void {
    this.#parts.push(part)
    this.#length += part.length
  }

  /** @param at where in the message it will stand */
  #name(name: DnsName, at: number): Buffer {
    const parts: Buffer[] = []
    let end = at
    for (let first = 0; first < name.length; first++) {
      // As it is written: a pointer to other capitals would change them.
      const rest = JSON.stringify(name.slice(first))
      const before = this.#written.get(rest)
      if (before !== undefined) {
        return Buffer.concat([...parts, Buffer.from([0xc0 | (before >> 8), before & 255])])
      }
      if (end < POINTABLE) this.#written.set(rest, end)
      const label = labelBytes(name[first]!)
      end += label.reduce((sum, { length }) => sum + length, 0)
      parts.push(...label)
    }
    return Buffer.concat([...parts, Buffer.from([0])])
  }
}
