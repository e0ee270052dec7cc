import { Buffer } from 'node:buffer'

/** As much of DER (X.690) as a certificate needs. Every function answers one whole element. */
export const der = {
  sequence: (...parts: Uint8Array[]) => element(0x30, Buffer.concat(parts)),
  set: (...parts: Uint8Array[]) => element(0x31, Buffer.concat(parts)),
  /** @param value below 128 */
  integer: (value: number) => element(0x02, Uint8Array.of(value)),
  /** @param magnitude the bytes of a number above 0, the greatest first */
  positive: (magnitude: Uint8Array) => element(0x02, unsigned(magnitude)),
  boolean: (value: boolean) => element(0x01, Uint8Array.of(value ? 0xff : 0)),
  octets: (bytes: Uint8Array) => element(0x04, bytes),
  bits: (bytes: Uint8Array) => element(0x03, Buffer.concat([Uint8Array.of(0), bytes])),
  utf8: (text: string) => element(0x0c, Buffer.from(text, 'utf8')),
  oid: (dotted: string) => element(0x06, Uint8Array.from(oidBytes(dotted))),
  time,
  /** A part with a number of its own in place of its type; `constructed` where it holds elements. */
  tagged: (number: number, bytes: Uint8Array, constructed = false) =>
    element(0x80 | (constructed ? 0x20 : 0) | number, bytes),
}

function element(tag: number, content: Uint8Array): Buffer {
  return Buffer.concat([Uint8Array.of(tag, ...lengthBytes(content.length)), content])
}

function lengthBytes(length: number): number[] {
  if (length < 0x80) return [length]
  const bytes = base256(length)
  return [0x80 | bytes.length, ...bytes]
}

function base256(value: number): number[] {
  return value < 256 ? [value] : [...base256(Math.floor(value / 256)), value % 256]
}

/** A leading bit would make it negative, a leading zero without need a number in another spelling. */
function unsigned(magnitude: Uint8Array): Uint8Array {
  const first = magnitude.findIndex((byte) => byte !== 0)
  const bytes = magnitude.subarray(first < 0 ? magnitude.length : first)
  return bytes.length === 0 || bytes[0]! >= 0x80 ? Buffer.concat([Uint8Array.of(0), bytes]) : bytes
}

function oidBytes(dotted: string): number[] {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return [first * 40 + second, ...rest].flatMap(base128)
}

function base128(value: number): number[] {
  const bytes = [value % 128]
  for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128)) {
    bytes.unshift(0x80 | (left % 128))
  }
  return bytes
}

/** To the second: with two digits of the year up to 2049, with four from then on. */
function time(date: Date): Buffer {
  const digits = `${date.toISOString().replace(/\D/g, '').slice(0, 14)}Z`
  const short = date.getUTCFullYear() < 2050
  return short ? element(0x17, Buffer.from(digits.slice(2))) : element(0x18, Buffer.from(digits))
}
