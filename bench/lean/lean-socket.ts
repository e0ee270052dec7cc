import { createHash, randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

export type LeanSocketOptions = {
  port: number
  path: string
  protocol?: string
  /** Reads at once and hands each frame on; without it, frames are only counted by `readNow`. */
  onText?: (text: string) => void
}

/**
 * A WebSocket client that costs the generator as little as can be: text frames only, no checks, no
 * events. A thousand of them on one core must not be what a measurement measures, so one without
 * `onText` leaves its bytes in the kernel until it is told to read many frames with one call.
 */
export class LeanSocket {
  bytes = 0
  frames = 0
  closed = false
  readonly #socket: Socket
  readonly #onText: ((text: string) => void) | null
  #rest: Buffer | null = null
  #skip = 0

  private constructor(socket: Socket, onText: ((text: string) => void) | null) {
    this.#socket = socket
    this.#onText = onText
    socket.on('data', (chunk: Buffer) => this.#read(chunk))
    socket.on('error', () => undefined)
    socket.on('close', () => {
      this.closed = true
    })
    if (!onText) socket.pause()
  }

  static open(options: LeanSocketOptions): Promise<LeanSocket> {
    return new Promise((resolve, reject) => {
      const key = randomBytes(16).toString('base64')
      const socket = connect({ port: options.port, host: '127.0.0.1', noDelay: true })
      socket.once('error', reject)
      socket.write(upgradeRequest(options, key))
      let head = Buffer.alloc(0)
      const onData = (chunk: Buffer): void => {
        head = Buffer.concat([head, chunk])
        const end = head.indexOf('\r\n\r\n')
        if (end < 0) return
        socket.off('data', onData)
        socket.off('error', reject)
        const answer = head.subarray(0, end).toString()
        if (!answer.includes(acceptOf(key))) {
          socket.destroy()
          return reject(new Error(`upgrade refused: ${answer.split('\r\n', 1)[0]}`))
        }
        const lean = new LeanSocket(socket, options.onText ?? null)
        const more = head.subarray(end + 4)
        if (more.length > 0) lean.#read(more)
        resolve(lean)
      }
      socket.on('data', onData)
    })
  }

  send(text: string): void {
    this.#socket.write(maskedFrame(text))
  }

  /** Sends several frames with one call. */
  sendAll(texts: readonly string[]): void {
    this.#socket.write(Buffer.concat(texts.map(maskedFrame)))
  }

  /** Reads what the kernel holds now; to be followed by `stopReading` a turn later. */
  startReading(): void {
    this.#socket.resume()
  }

  stopReading(): void {
    this.#socket.pause()
  }

  close(): void {
    this.#socket.destroy()
  }

  #read(chunk: Buffer): void {
    this.bytes += chunk.length
    if (this.#skip >= chunk.length) {
      this.#skip -= chunk.length
      return
    }
    let data = this.#skip > 0 ? chunk.subarray(this.#skip) : chunk
    this.#skip = 0
    if (this.#rest) {
      data = Buffer.concat([this.#rest, data])
      this.#rest = null
    }
    this.#take(data)
  }

  #take(data: Buffer): void {
    let at = 0
    while (data.length - at >= 2) {
      const header = headerOf(data, at)
      if (!header) break
      const end = at + header.size + header.length
      if (end > data.length) {
        if (this.#onText) break
        this.#skip = end - data.length
        this.frames++
        return
      }
      this.#frame(data, at + header.size, end, header.opcode)
      at = end
    }
    if (at < data.length) this.#rest = data.subarray(at)
  }

  #frame(data: Buffer, from: number, to: number, opcode: number): void {
    if (opcode === PING) this.#socket.write(PONG)
    if (opcode !== TEXT) return
    this.frames++
    this.#onText?.(data.toString('utf8', from, to))
  }
}

const TEXT = 1
const PING = 9
const PONG = Buffer.from([0x8a, 0x80, 0, 0, 0, 0])

function upgradeRequest({ path, port, protocol }: LeanSocketOptions, key: string): string {
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${key}`,
    ...(protocol ? [`Sec-WebSocket-Protocol: ${protocol}`] : []),
  ]
  return `${lines.join('\r\n')}\r\n\r\n`
}

function acceptOf(key: string): string {
  return createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
}

function headerOf(
  data: Buffer,
  at: number,
): { size: number; length: number; opcode: number } | null {
  const opcode = data[at]! & 0x0f
  const short = data[at + 1]! & 0x7f
  if (short < 126) return { size: 2, length: short, opcode }
  const size = short === 126 ? 4 : 10
  if (data.length - at < size) return null
  const length = short === 126 ? data.readUInt16BE(at + 2) : Number(data.readBigUInt64BE(at + 2))
  return { size, length, opcode }
}

/** A mask of zeros is a mask: the payload goes out as it is. */
function maskedFrame(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const size = length < 126 ? 2 : length < 65536 ? 4 : 10
  const frame = Buffer.alloc(size + 4 + length)
  frame[0] = 0x81
  frame[1] = 0x80 | (size === 2 ? length : size === 4 ? 126 : 127)
  if (size === 4) frame.writeUInt16BE(length, 2)
  if (size === 10) frame.writeBigUInt64BE(BigInt(length), 2)
  frame.write(text, size + 4)
  return frame
}
