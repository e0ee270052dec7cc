import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decodeMessage, MalformedMessage } from './decode.ts'
import { encodeMessage } from './encode.ts'
import { type DnsRecord, type Message, message } from './message.ts'

const label = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .filter((text) => Buffer.byteLength(text) <= 63 && !/\p{Cs}/u.test(text))
const name = fc.array(label, { minLength: 1, maxLength: 3 })
const address4 = fc.ipV4()
const data = fc.oneof(
  fc.record({ type: fc.constant('A' as const), address: address4 }),
  fc.record({ type: fc.constant('PTR' as const), target: name }),
  fc.record({ type: fc.constant('SRV' as const), port: fc.nat(65_535), target: name }),
  fc.record({
    type: fc.constant('TXT' as const),
    strings: fc.array(fc.uint8Array({ minLength: 1, maxLength: 255 }), {
      minLength: 1,
      maxLength: 4,
    }),
  }),
)
const record: fc.Arbitrary<DnsRecord> = fc.record({
  name,
  ttl: fc.nat(0xffff_ffff),
  flush: fc.boolean(),
  data,
})
const records = fc.array(record, { maxLength: 4 })
const someMessage: fc.Arbitrary<Message> = fc.record({
  id: fc.nat(65_535),
  isResponse: fc.boolean(),
  isTruncated: fc.boolean(),
  questions: fc.array(fc.record({ name, type: fc.nat(65_535), unicast: fc.boolean() }), {
    maxLength: 4,
  }),
  answers: records,
  authorities: records,
  additionals: records,
})

it('reads what it wrote, whatever letters are in a name, dots too', () => {
  fc.assert(
    fc.property(someMessage, (sent) => {
      expect(decodeMessage(encodeMessage(sent))).toEqual(sent)
    }),
  )
})

it('writes a query as the standard has it', () => {
  const questions = [{ name: ['_parley', '_tcp', 'local'], type: 12, unicast: true }]
  expect(encodeMessage(message({ questions })).toString('hex')).toBe(
    `000000000001000000000000${'075f7061726c6579'}${'045f746370'}${'056c6f63616c'}00000c8001`,
  )
})

it('points to a name that came before, wherever it came', () => {
  const type = ['_parley', '_tcp', 'local']
  const answers: DnsRecord[] = ['One', 'Two'].map((space) => ({
    name: type,
    ttl: 1,
    flush: false,
    data: { type: 'PTR', target: [space, ...type] },
  }))
  // The header, and of each record its owner, ten bytes, a label of four and a pointer.
  expect(encodeMessage(message({ answers }))).toHaveLength(12 + (20 + 10 + 6) + (2 + 10 + 6))
})

const harmless = (packet: Buffer): void => {
  try {
    decodeMessage(packet)
  } catch (error) {
    expect(error).toBeInstanceOf(MalformedMessage)
  }
}

it('takes any bytes for what they are, and says so in one way', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => harmless(Buffer.from(bytes))),
    { numRuns: 2_000 },
  )
})

it('bears whatever a message becomes on its way: bytes changed, cut off, doubled', () => {
  const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 })
  fc.assert(
    fc.property(someMessage, damage, fc.nat(), (sent, changes, length) => {
      const packet = encodeMessage(sent)
      for (const [at, byte] of changes) packet[at % packet.length] = byte
      harmless(packet)
      harmless(packet.subarray(0, length % packet.length))
      harmless(Buffer.concat([packet, packet]))
    }),
    { numRuns: 500 },
  )
})

const header = (counts: string): string => `00008400${counts}`

it.each([
  ['a name that points to itself', `${header('0001000000000000')}c00c000c0001`],
  ['two that point to each other', `${header('0001000000000000')}c00ec00c000c0001`],
  ['a pointer forward', `${header('0001000000000000')}c01000010001${'00'.repeat(4)}`],
  ['a label of a kind that is not in use', `${header('0001000000000000')}8001000c0001`],
  ['more records than there are', `${header('0000ffffffffffff')}`],
  ['an address of three bytes', `${header('0000000100000000')}0000010001000000780003010203`],
  ['data beyond the end', `${header('0000000100000000')}000001000100000078ffff01020304`],
  ['a text beyond its data', `${header('0000000100000000')}0000100001000000780002ff41`],
  ['a label that is no text', `${header('0001000000000000')}01ff00000c0001`],
  ['another operation', '00002000000000000000000000'],
  ['a failure', '00008003000000000000000000'],
  ['nothing at all', ''],
])('refuses %s', (_what, hex) => {
  expect(() => decodeMessage(Buffer.from(hex, 'hex'))).toThrow(MalformedMessage)
})

/** A name that is reached over so many pointers, each leading to the one before. */
function behindPointers(count: number): Buffer {
  const start = 12 + 11
  const targets = Array.from({ length: count }, (_, n) => (n === 0 ? start : start + n * 2 - 1))
  const pointers = targets.flatMap((target) => [0xc0 | (target >> 8), target & 255])
  const data = Buffer.from([0, ...pointers.slice(0, -2)])
  const length = data.length.toString(16).padStart(4, '0')
  return Buffer.concat([
    Buffer.from(`${header('0000000200000000')}0000410001${'00'.repeat(4)}${length}`, 'hex'),
    data,
    Buffer.from(pointers.slice(-2)),
    Buffer.from('00410001000000000000', 'hex'),
  ])
}

it('refuses chains of pointers that are longer than anybody needs', () => {
  expect(() => decodeMessage(behindPointers(16))).not.toThrow()
  expect(() => decodeMessage(behindPointers(17))).toThrow('a bad pointer')
})

it('refuses a packet of which each record points to one long name', () => {
  const name = `${'0161'.repeat(120)}00`
  const [first, other] = [`${name}00410001000000000000`, 'c00c00410001000000000000']
  const packet = (count: number): Buffer => {
    const answers = count.toString(16).padStart(4, '0')
    return Buffer.from(
      `${header(`0000${answers}00000000`)}${first}${other.repeat(count - 1)}`,
      'hex',
    )
  }
  expect(decodeMessage(packet(10)).answers).toEqual([])
  expect(() => decodeMessage(packet(600))).toThrow('too many labels')
})

it('refuses what is larger than may be sent', () => {
  expect(() => decodeMessage(Buffer.alloc(9_001))).toThrow(MalformedMessage)
})

it('leaves out records of types and classes that it does not know, and reads on', () => {
  const known: DnsRecord = {
    name: ['host', 'local'],
    ttl: 120,
    flush: true,
    data: { type: 'A', address: '10.0.0.1' },
  }
  const packet = encodeMessage(message({ isResponse: true, answers: [known] }))
  const unknown = Buffer.from('0000410001000000780002abcd', 'hex')
  const chaos = Buffer.from('000001000300000078000401020304', 'hex')
  packet.writeUInt16BE(3, 6)
  const whole = Buffer.concat([packet.subarray(0, 12), unknown, chaos, packet.subarray(12)])
  expect(decodeMessage(whole).answers).toEqual([known])
})
