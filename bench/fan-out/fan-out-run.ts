import { setImmediate as turn } from 'node:timers/promises'
import type { LeanSocket } from '../lean/lean-socket.ts'
import type { Peer } from '../peers/peer.ts'

export type FanOutResult = {
  /** Messages delivered per second, all members counted. */
  deliveries: number
  /** Messages delivered per CPU second of the server. */
  deliveriesPerCpu: number
  messages: number
  /** Share of its core that the server used, and the generator of its own. */
  serverCpu: number
  generatorCpu: number
}

const READ_EVERY = 25
const SETTLE_LIMIT = 20_000

/** A group of members connected to one peer, the first of whom writes. */
export class FanOut {
  readonly #peer: Peer
  #attentive: LeanSocket[] = []
  #quiet: LeanSocket[] = []
  #received: number[] = []
  #advance: () => void = () => undefined

  private constructor(peer: Peer) {
    this.#peer = peer
  }

  /** Four members read at once and pace the writer; the others are read in bulk. */
  static async connect(peer: Peer, members: number): Promise<FanOut> {
    const fanOut = new FanOut(peer)
    const pacers = new Set([0, Math.floor(members / 3), Math.floor((2 * members) / 3), members - 1])
    for (let index = 0; index < members; index++) {
      if (pacers.has(index)) await fanOut.#openAttentive(index)
      else fanOut.#quiet.push(await peer.open(index))
    }
    await fanOut.#readQuiet()
    return fanOut
  }

  async #openAttentive(index: number): Promise<void> {
    const place = this.#received.push(0) - 1
    const onText = (text: string): void => {
      this.#received[place]! += this.#peer.count(text)
      this.#advance()
    }
    this.#attentive.push(await this.#peer.open(index, onText))
  }

  /** Keeps `inFlight` messages under way for a while and counts what all members received. */
  async run(milliseconds: number, inFlight: number, size: number): Promise<FanOutResult> {
    await this.#settled()
    const members = this.#attentive.length + this.#quiet.length
    const text = 'x'.repeat(size)
    this.#received.fill(0)
    const start = this.#start()
    const messages = await this.#write(text, inFlight, start.at + milliseconds)
    const took = await this.#settled()
    const seconds = took / 1000 - start.at / 1000
    const serverCpu = this.#peer.cpu() - start.serverCpu
    const generator = process.cpuUsage(start.generatorCpu)
    return {
      messages,
      deliveries: (messages * members) / seconds,
      deliveriesPerCpu: (messages * members) / Math.max(serverCpu, 0.01),
      serverCpu: serverCpu / seconds,
      generatorCpu: (generator.user + generator.system) / 1e6 / seconds,
    }
  }

  close(): void {
    for (const socket of [...this.#attentive, ...this.#quiet]) socket.close()
  }

  #start(): { at: number; serverCpu: number; generatorCpu: NodeJS.CpuUsage } {
    return {
      at: performance.now(),
      serverCpu: this.#peer.cpu(),
      generatorCpu: process.cpuUsage(),
    }
  }

  #write(text: string, inFlight: number, until: number): Promise<number> {
    const writer = this.#attentive[0]!
    let sent = 0
    return new Promise((resolve) => {
      let lastRead = performance.now()
      this.#advance = () => {
        const done = Math.min(...this.#received)
        const now = performance.now()
        if (now - lastRead > READ_EVERY) {
          lastRead = now
          void this.#readQuiet()
        }
        if (now >= until) {
          if (done >= sent) resolve(sent)
          return
        }
        const room = inFlight - (sent - done)
        if (room <= 0) return
        const texts = Array.from({ length: room }, () => text)
        sent += room
        writer.sendAll(this.#peer.encode(texts))
      }
      this.#advance()
    })
  }

  /** Waits until every member received as many bytes as the others; answers when the last one had. */
  async #settled(): Promise<number> {
    const deadline = performance.now() + SETTLE_LIMIT
    for (;;) {
      const before = this.#total()
      await this.#readQuiet()
      const now = performance.now()
      if (this.#total() === before) return now
      if (now > deadline) throw new Error(`${this.#peer.name}: members never settled`)
    }
  }

  #total(): number {
    let bytes = 0
    for (const socket of this.#attentive) bytes += socket.bytes
    for (const socket of this.#quiet) bytes += socket.bytes
    return bytes
  }

  async #readQuiet(): Promise<void> {
    for (const socket of this.#quiet) socket.startReading()
    await turn()
    await turn()
    for (const socket of this.#quiet) socket.stopReading()
  }
}
