import { connect, type Socket } from 'node:net'
import { framesOf } from './masked-frames.ts'

export type LeanSocketOptions = { port: number; path: string; protocol?: string }

/** Hears one text frame: the bytes from `from` to `to` of `data`, valid during the call alone. */
export type FrameListener = (data: Buffer, from: number, to: number) => void

const TEXT = 1
const CLOSE = 8
const PING = 9
const PONG = Buffer.from([0x8a, 0x80, 0, 0, 0, 0])

/** All sockets read into the same memory, one after the other. */
const shared = Buffer.allocUnsafeSlow(256 * 1024)

/**
 * A WebSocket client that costs the generator as little as can be: text frames only, no checks, no
 * events. A thousand of them on one core must not be what a measurement measures. An attentive one
 * (with `onFrame`) reads at once; a quiet one leaves its bytes in the kernel until it is told to
 * read, and only counts frames then.
 */
export class LeanSocket {
  /** Text frames received so far, and the bytes of their payloads. */
  frames = 0
  bytes = 0
  closed = false
  closeCode: number | null = null
  onClose: (() => void) | null = null
  readonly #socket: Socket
  #onFrame: FrameListener | null = null
  #rest: Buffer | null = null
  #skip = 0

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.on('close', () => {
      this.closed = true
      this.onClose?.()
    })
  }

  /** Resolves when the upgrade was accepted; the socket is quiet then. */
  static open({ port, path, protocol }: LeanSocketOptions): Promise<LeanSocket> {
    return new Promise((resolve, reject) => {
      let lean: LeanSocket | null = null
      let head = ''
      const callback = (length: number): boolean => {
        if (lean) return lean.#read(length)
        head += shared.toString('latin1', 0, length)
        const end = head.indexOf('\r\n\r\n')
        if (end < 0) return true
        if (!head.startsWith('HTTP/1.1 101')) {
          socket.destroy()
          reject(new Error(`upgrade refused: ${head.split('\r\n', 1)[0]}`))
          return false
        }
        lean = new LeanSocket(socket)
        socket.off('error', reject).on('error', () => undefined)
        const more = Buffer.from(head.slice(end + 4), 'latin1')
        if (more.length > 0) lean.#take(more, more.length)
        resolve(lean)
        return true
      }
      const onread = { buffer: shared, callback }
      const socket = connect({ port, host: '127.0.0.1', noDelay: true, onread })
      socket.once('error', reject)
      socket.write(upgradeRequest(port, path, protocol))
    })
  }

  get localPort(): number {
    return this.#socket.localPort!
  }

  /** Reads from now on, and hands each frame on. */
  attend(onFrame: FrameListener): void {
    this.#onFrame = onFrame
    this.#socket.resume()
  }

  /** Only counts from now on, and reads when told to. */
  quieten(): void {
    this.#onFrame = null
    this.#socket.pause()
  }

  /** Resolves with the next frame that `isWanted`, as text. */
  next(isWanted: (text: string) => boolean = () => true): Promise<string> {
    return new Promise((resolve, reject) => {
      this.onClose = () => reject(new Error(`closed with ${this.closeCode} while waiting`))
      this.attend((data, from, to) => {
        const text = data.toString('utf8', from, to)
        if (!isWanted(text)) return
        this.onClose = null
        this.#onFrame = null
        resolve(text)
      })
    })
  }

  /** Sends frames with one call. The texts are ASCII. */
  send(...texts: readonly string[]): void {
    this.#socket.write(framesOf(texts))
  }

  /** Reads what the kernel holds; to be followed by `stopReading` some turns later. */
  startReading(): void {
    this.#socket.resume()
  }

  stopReading(): void {
    this.#socket.pause()
  }

  /** Ends at once, and leaves no port behind that has to be waited for. */
  close(): void {
    this.onClose = null
    this.#socket.resetAndDestroy()
  }

  #read(length: number): boolean {
    let from = 0
    if (this.#skip > 0) {
      from = Math.min(this.#skip, length)
      this.#skip -= from
    }
    if (from === 0 && !this.#rest) this.#take(shared, length)
    else if (from < length) this.#resume(shared.subarray(from, length))
    return true
  }

  #resume(chunk: Buffer): void {
    const data = this.#rest ? Buffer.concat([this.#rest, chunk]) : chunk
    this.#rest = null
    this.#take(data, data.length)
  }

  #take(data: Buffer, end: number): void {
    let at = 0
    while (end - at >= 2) {
      let length = data[at + 1]!
      let size = 2
      if (length === 126) {
        if (end - at < 4) break
        length = data.readUInt16BE(at + 2)
        size = 4
      } else if (length === 127) {
        if (end - at < 10) break
        length = Number(data.readBigUInt64BE(at + 2))
        size = 10
      }
      const opcode = data[at]! & 0x0f
      const stop = at + size + length
      if (stop > end) {
        if (this.#onFrame || opcode !== TEXT) break
        this.#skip = stop - end
      }
      if (opcode === TEXT) {
        this.frames++
        this.bytes += length
        this.#onFrame?.(data, at + size, stop)
      } else this.#control(opcode, data, at + size, length)
      at = stop
    }
    if (at < end) this.#rest = Buffer.from(data.subarray(at, end))
  }

  #control(opcode: number, data: Buffer, from: number, length: number): void {
    if (opcode === PING) this.#socket.write(PONG)
    if (opcode !== CLOSE) return
    this.closeCode = length >= 2 ? data.readUInt16BE(from) : 1005
    this.#socket.destroy()
  }
}

/** The key may be the same for all: nothing here is secret, and making one takes time. */
function upgradeRequest(port: number, path: string, protocol?: string): string {
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...(protocol ? [`Sec-WebSocket-Protocol: ${protocol}`] : []),
  ]
  return `${lines.join('\r\n')}\r\n\r\n`
}
