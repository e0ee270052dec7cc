import type { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { Chance } from '../chance.ts'
import { WebSocketFrames, type Piece } from './web-socket-frames.ts'

/** What is wrong with one direction. Chances are of each frame. */
export type LaneFaults = {
  /** Nothing goes on, and nobody is told. */
  silent: boolean
  /** Milliseconds that a write waits, at most. */
  delay: number
  bytesPerSecond: number
  /** Writes in bits of a few bytes, or many at once. */
  cut: 'as they come' | 'split' | 'coalesced'
  doubled: number
  swapped: number
  /** Pushed events alone: what TCP never does, but what positions must heal all the same. */
  lost: number
}

export const NO_LANE_FAULTS: LaneFaults = {
  silent: false,
  delay: 0,
  bytesPerSecond: Infinity,
  cut: 'as they come',
  doubled: 0,
  swapped: 0,
  lost: 0,
}

/** So much waits in a lane before it stops reading, as a network's buffers would. */
const HELD_BYTES = 32 * 1024
/** How long a swapped frame waits for another to go first. */
const SWAP_WAIT = 80
const COALESCED = 25

export type LaneOptions = {
  direction: 'up' | 'down'
  from: Socket
  to: Socket
  faults: () => LaneFaults
  chance: Chance
  /** A text frame as it was sent, before anything is done to it. */
  heard: (text: string) => void
}

/** One direction of a connection: takes what one side sends and hands it on as badly as it is told to. */
export class Lane {
  readonly #options: LaneOptions
  readonly #frames: WebSocketFrames
  #waiting: Buffer[] = []
  #waitingBytes = 0
  #swapped: Buffer[] = []
  #isPumping = false
  #isOver = false
  #wake: () => void = () => {}

  constructor(options: LaneOptions) {
    this.#options = options
    this.#frames = new WebSocketFrames(options.direction)
    options.from.on('data', (bytes: Buffer) => this.#take(bytes))
    options.from.on('end', () => this.#finish())
  }

  /** The faults are others. */
  changed(): void {
    this.#wake()
  }

  #take(bytes: Buffer): void {
    for (const piece of this.#frames.take(bytes)) this.#piece(piece)
    if (this.#waitingBytes > HELD_BYTES) this.#options.from.pause()
    void this.#pump()
  }

  #piece({ bytes, text }: Piece): void {
    const { chance, direction, faults, heard } = this.#options
    if (text === null) {
      this.#releaseSwapped()
      return this.#queue(bytes)
    }
    heard(text)
    const { doubled, lost, swapped } = faults()
    if (direction === 'down' && text.startsWith('{"push":"events"') && chance.happens(lost)) return
    if (this.#swapped.length === 0 && chance.happens(swapped)) {
      this.#swapped.push(bytes)
      setTimeout(() => this.#releaseSwapped(), SWAP_WAIT)
      return
    }
    this.#queue(bytes)
    if (chance.happens(doubled)) this.#queue(bytes)
    this.#releaseSwapped()
  }

  #releaseSwapped(): void {
    if (this.#swapped.length === 0) return
    for (const bytes of this.#swapped.splice(0)) this.#queue(bytes)
    void this.#pump()
  }

  #queue(bytes: Buffer): void {
    this.#waiting.push(bytes)
    this.#waitingBytes += bytes.length
  }

  async #pump(): Promise<void> {
    if (this.#isPumping) return
    this.#isPumping = true
    while (this.#waiting.length > 0 && !this.#options.to.destroyed) {
      const { silent, delay, bytesPerSecond, cut } = this.#options.faults()
      if (silent) {
        await new Promise<void>((resolve) => (this.#wake = resolve))
        continue
      }
      if (delay > 0) await pause(this.#options.chance.between(0, delay))
      if (cut === 'coalesced') await pause(COALESCED)
      const bytes = this.#next(cut, bytesPerSecond)
      await this.#write(bytes)
      if (bytesPerSecond < Infinity) await pause((bytes.length / bytesPerSecond) * 1000)
    }
    this.#isPumping = false
    if (this.#isOver) this.#options.to.end()
  }

  #next(cut: LaneFaults['cut'], bytesPerSecond: number): Buffer {
    if (cut === 'coalesced') this.#waiting = [Buffer.concat(this.#waiting)]
    const first = this.#waiting.shift()!
    const most = cut === 'split' ? this.#options.chance.between(1, 200) : bytesPerSecond / 10
    const bytes = first.subarray(0, Math.max(1, most))
    if (bytes.length < first.length) this.#waiting.unshift(first.subarray(bytes.length))
    this.#waitingBytes -= bytes.length
    return bytes
  }

  async #write(bytes: Buffer): Promise<void> {
    const { from, to } = this.#options
    if (!to.writable) return
    await new Promise<void>((resolve) => to.write(bytes, () => resolve()))
    if (this.#waitingBytes <= HELD_BYTES && from.isPaused()) from.resume()
  }

  #finish(): void {
    this.#isOver = true
    this.#releaseSwapped()
    if (this.#waiting.length === 0 && !this.#isPumping) this.#options.to.end()
  }
}
