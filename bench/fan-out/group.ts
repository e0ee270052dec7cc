import { setImmediate as turn } from 'node:timers/promises'
import { generatorCpu } from '../lean/generator.ts'
import type { LeanSocket } from '../lean/lean-socket.ts'
import { openLoop } from '../lean/open-loop.ts'
import { QuietReaders, markOf, since } from '../lean/quiet-readers.ts'
import type { Heard, Peer } from '../peers/peer.ts'
import { Delays } from '../report/delays.ts'
import { numberedText, numbersIn, someTexts } from '../texts.ts'

export type FanOutRun = {
  messages: number
  /** Messages received per second, all members counted. */
  deliveries: number
  deliveriesPerCpu: number
  /** Share of its core that each used. */
  serverCpu: number
  generatorCpu: number
}

export type DelayRun = { p50: number; p99: number; max: number; lateness: number }

/** Unread bytes of one member from which all are read: far less than the kernel holds for each. */
const READ_FROM = 32 * 1024
/** Quiet members that are read in one turn while delays are measured. */
const READ_AT_A_TIME = 8
const LATEST = 20_000

/** A group connected to one peer. Its first member writes; four read at once, the others in bulk. */
export class Group {
  readonly peer: Peer
  readonly members: number
  readonly #attentive: LeanSocket[]
  readonly #quiet: QuietReaders
  readonly #received: number[]
  #heard: Heard = () => undefined
  #readAt = 0

  private constructor(peer: Peer, attentive: LeanSocket[], quiet: LeanSocket[]) {
    this.peer = peer
    this.members = attentive.length + quiet.length
    this.#attentive = attentive
    this.#quiet = new QuietReaders(quiet)
    this.#received = attentive.map(() => 0)
    for (const [member, socket] of attentive.entries()) {
      socket.onClose = () => {
        throw new Error(`${peer.name} closed a member with ${socket.closeCode}`)
      }
      peer.attend(socket, (messages, ...frame) => {
        this.#received[member]! += messages
        this.#heard(messages, ...frame)
      })
    }
  }

  /** One that reads at once and never writes: it receives what the quiet ones must have received. */
  get #reference(): LeanSocket {
    return this.#attentive[1]!
  }

  static async connect(peer: Peer, members: number): Promise<Group> {
    const pacers = new Set([0, Math.floor(members / 3), Math.floor((2 * members) / 3), members - 1])
    const attentive: LeanSocket[] = []
    const quiet: LeanSocket[] = []
    for (let index = 0; index < members; index++) {
      const socket = await peer.open(index)
      if (pacers.has(index)) attentive.push(socket)
      else quiet.push(socket)
      socket.quieten()
    }
    const group = new Group(peer, attentive, quiet)
    await group.read()
    return group
  }

  /** Answers the server's pings. */
  read(): Promise<void> {
    return this.#quiet.readAll()
  }

  /** Keeps `inFlight` messages under way for so long, and makes sure that every member got each. */
  async saturate(milliseconds: number, inFlight: number): Promise<FanOutRun> {
    const settled = this.#mark()
    const before = { at: performance.now(), server: this.peer.cpu(), generator: generatorCpu() }
    const messages = await this.#keepInFlight(inFlight, before.at + milliseconds)
    await settled(messages)
    const seconds = (performance.now() - before.at) / 1000
    const serverCpu = this.peer.cpu() - before.server
    const delivered = messages * this.members
    return {
      messages,
      deliveries: delivered / seconds,
      deliveriesPerCpu: delivered / Math.max(serverCpu, 0.01),
      serverCpu: serverCpu / seconds,
      generatorCpu: (generatorCpu() - before.generator) / seconds,
    }
  }

  /** Sends so many messages a second, and measures how long each took to the attentive members. */
  async delays(seconds: number, perSecond: number): Promise<DelayRun> {
    const settled = this.#mark()
    const delays = new Delays()
    const sentAt: number[] = []
    this.#heard = (_messages, data, from, to) => {
      const now = performance.now()
      numbersIn(data, from, to, (number) => delays.add(now - sentAt[number]!))
    }
    const lateness = await openLoop({
      perSecond,
      seconds,
      send: (count) => this.#sendNumbered(count, sentAt),
      each: () => this.#quiet.readSome(READ_AT_A_TIME),
    })
    await this.#untilHeard(sentAt.length)
    await settled(sentAt.length)
    if (delays.count !== sentAt.length * this.#attentive.length)
      throw new Error('a delay is missing')
    return { ...delays.quantiles(), lateness }
  }

  /** Several members write in turn: one alone may have only so many messages under way. */
  #sendNumbered(count: number, sentAt: number[]): void {
    const writers = this.#attentive.filter((socket) => socket !== this.#reference)
    const texts: string[][] = writers.map(() => [])
    const now = performance.now()
    for (let n = 0; n < count; n++) {
      const number = sentAt.push(now) - 1
      texts[number % texts.length]!.push(numberedText(number))
    }
    for (const [member, socket] of writers.entries()) {
      if (texts[member]!.length > 0) this.peer.publish(socket, texts[member]!)
    }
  }

  close(): void {
    for (const socket of [...this.#attentive, ...this.#quiet.sockets]) socket.close()
  }

  /** Notes where everybody is; the answer waits until everybody has so many messages more. */
  #mark(): (messages: number) => Promise<void> {
    const reference = this.#reference
    const referenceMark = markOf(reference)
    const marks = this.#quiet.sockets.map(markOf)
    this.#received.fill(0)
    this.#readAt = reference.bytes
    return async (messages) => {
      this.#heard = () => undefined
      if (this.#received.some((received) => received !== messages)) {
        throw new Error(
          `${this.peer.name}: ${messages} sent, received ${this.#received.join(', ')}`,
        )
      }
      await this.#quiet.settle(since(reference, referenceMark), marks)
    }
  }

  #keepInFlight(inFlight: number, until: number): Promise<number> {
    const writer = this.#attentive[0]!
    let sent = 0
    return new Promise((resolve) => {
      const advance = (): void => {
        const done = Math.min(...this.#received)
        this.#readIfMuch()
        if (performance.now() >= until) {
          if (done >= sent) resolve(sent)
          return
        }
        const room = inFlight - (sent - done)
        if (room <= 0) return
        sent += room
        this.peer.publish(writer, someTexts(room))
      }
      this.#heard = advance
      advance()
    })
  }

  #readIfMuch(): void {
    const { bytes } = this.#reference
    if (bytes - this.#readAt < READ_FROM) return
    this.#readAt = bytes
    void this.read()
  }

  async #untilHeard(messages: number): Promise<void> {
    const deadline = performance.now() + LATEST
    while (this.#received.some((received) => received < messages)) {
      if (performance.now() > deadline) {
        throw new Error(`${this.peer.name}: received ${this.#received.join(', ')} of ${messages}`)
      }
      this.#quiet.readSome(READ_AT_A_TIME)
      await turn()
    }
  }
}
