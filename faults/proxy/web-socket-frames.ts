/** What goes on or is held as a whole: a frame, or bytes that are none. */
export type Piece = { bytes: Buffer; text: string | null }

const TEXT = 1
const END_OF_HEAD = '\r\n\r\n'
const LONGEST_HEAD = 16 * 1024

/**
 * Parts one direction of a connection into pieces. What begins like a WebSocket's handshake is handed on
 * up to the end of its head, and frame by frame from then on; everything else as it comes.
 */
export class WebSocketFrames {
  readonly #handshake: RegExp
  #state: 'head' | 'frames' | 'bytes' = 'head'
  #left: Buffer = Buffer.alloc(0)

  constructor(direction: 'up' | 'down') {
    this.#handshake = direction === 'up' ? /^upgrade: *websocket/im : /^HTTP\/1\.1 101 /
  }

  take(bytes: Buffer): Piece[] {
    if (this.#state === 'bytes') return [{ bytes, text: null }]
    this.#left = this.#left.length === 0 ? bytes : Buffer.concat([this.#left, bytes])
    const pieces: Piece[] = []
    if (this.#state === 'head') pieces.push(...this.#head())
    if (this.#state === 'frames') pieces.push(...this.#frames())
    return pieces
  }

  #head(): Piece[] {
    const end = this.#left.indexOf(END_OF_HEAD)
    if (end < 0 && this.#left.length < LONGEST_HEAD) return []
    const isSocket = end >= 0 && this.#handshake.test(this.#left.toString('latin1', 0, end))
    this.#state = isSocket ? 'frames' : 'bytes'
    return [this.#cut(isSocket ? end + END_OF_HEAD.length : this.#left.length, null)]
  }

  #frames(): Piece[] {
    const pieces: Piece[] = []
    for (let frame = sizeOf(this.#left); frame; frame = sizeOf(this.#left)) {
      const { head, mask, payload, isText } = frame
      const body = this.#left.subarray(head, head + payload)
      pieces.push(this.#cut(head + payload, isText ? unmasked(body, mask).toString() : null))
    }
    return pieces
  }

  #cut(length: number, text: string | null): Piece {
    const bytes = this.#left.subarray(0, length)
    this.#left = this.#left.subarray(length)
    return { bytes, text }
  }
}

type Frame = { head: number; payload: number; mask: Buffer | null; isText: boolean }

/** The first frame's measures; null while it is not all there. */
function sizeOf(bytes: Buffer): Frame | null {
  if (bytes.length < 2) return null
  const short = bytes[1]! & 0x7f
  const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0
  const isMasked = (bytes[1]! & 0x80) !== 0
  const head = 2 + lengthBytes + (isMasked ? 4 : 0)
  if (bytes.length < head) return null
  const payload =
    lengthBytes === 0
      ? short
      : lengthBytes === 2
        ? bytes.readUInt16BE(2)
        : Number(bytes.readBigUInt64BE(2))
  if (bytes.length < head + payload) return null
  const mask = isMasked ? bytes.subarray(head - 4, head) : null
  return { head, payload, mask, isText: (bytes[0]! & 0x8f) === (0x80 | TEXT) }
}

function unmasked(body: Buffer, mask: Buffer | null): Buffer {
  if (!mask) return body
  const plain = Buffer.from(body)
  for (let at = 0; at < plain.length; at += 1) plain[at]! ^= mask[at & 3]!
  return plain
}
