import { subprotocols } from '../../protocol/index.ts'
import type { SocketConstructor } from '../link/link.ts'
import type { ManualClock } from './manual-clock.ts'
import type { Inlet, ModelServer } from './model-server.ts'
import { seeded } from './seeded.ts'

/** What goes wrong, as probabilities; delays are up to so many milliseconds. */
export type Faults = {
  lostPush: number
  doubledPush: number
  latePush: number
  delay: number
  /** As where the connection is about to break. */
  lostReply?: number
}

export const NO_FAULTS: Faults = { lostPush: 0, doubledPush: 0, latePush: 0, delay: 2 }

/** Carries frames between clients and the model server, as well as it is told to. */
export class FaultyNetwork {
  faults: Faults = NO_FAULTS
  readonly #clock: ManualClock
  readonly #server: ModelServer
  readonly #random: () => number
  /** Frames that clients sent, by type: to see what was asked. */
  readonly sent: { type: string; [field: string]: unknown }[] = []

  constructor(clock: ManualClock, server: ModelServer, seed = 1) {
    this.#clock = clock
    this.#server = server
    this.#random = seeded(seed)
  }

  chance(probability: number): boolean {
    return this.#random() < probability
  }

  /** What one client's outside world is: `cable.pulled` cuts it off. */
  plug(): Cable {
    return new Cable(this)
  }

  get clock(): ManualClock {
    return this.#clock
  }

  get server(): ModelServer {
    return this.#server
  }

  delay(): number {
    return Math.floor(this.#random() * this.faults.delay)
  }
}

export class Cable {
  readonly network: FaultyNetwork
  readonly sockets = new Set<ModelSocket>()
  pulled = false
  /** As with a laptop that sleeps or a router that died: nothing arrives, and nobody says so. */
  frozen = false

  constructor(network: FaultyNetwork) {
    this.network = network
  }

  /** All that is under way is lost, on both sides. */
  pull(): void {
    this.pulled = true
    this.cut()
  }

  plug(): void {
    this.pulled = false
  }

  /** The server, or whoever is in between, ends the connections. */
  cut(code = 1006): void {
    for (const socket of [...this.sockets]) socket.fail(code)
  }

  /** The client is no more: only the server hears that its connections ended. */
  abandon(): void {
    for (const socket of [...this.sockets]) socket.abandon()
  }

  get WebSocket(): SocketConstructor {
    const cable = this as Cable
    return class {
      constructor(_url: string, protocols: string[]) {
        return new ModelSocket(cable, protocols) as unknown as object
      }
    } as unknown as SocketConstructor
  }

  /** A request whose answer is lost was done all the same. */
  readonly fetch: typeof fetch = async (input, init) => {
    const { network } = this
    await this.#travel()
    const answer = await network.server.rest(
      init?.method ?? 'GET',
      String(input),
      new Headers(init?.headers).get('authorization')?.slice('Bearer '.length) ?? null,
      typeof init?.body === 'string' ? init.body : undefined,
    )
    await this.#travel()
    return new Response(answer.body, { status: answer.status })
  }

  async #travel(): Promise<void> {
    const { network } = this
    await new Promise<void>((resolve) => network.clock.after(network.delay(), resolve))
    if (this.pulled || !network.server.running) throw new TypeError('fetch failed')
  }
}

class ModelSocket {
  onopen: (() => void) | null = null
  onmessage: ((frame: { data: string }) => void) | null = null
  onclose: ((end: { code: number }) => void) | null = null
  onerror: (() => void) | null = null
  readonly #cable: Cable
  #inlet: Inlet | null = null
  #closed = false
  #upAt = 0
  #downAt = 0

  constructor(cable: Cable, protocols: string[]) {
    this.#cable = cable
    cable.sockets.add(this)
    const { network } = cable
    network.clock.after(network.delay(), () => this.#open(protocols))
  }

  #open(protocols: string[]): void {
    if (this.#closed) return
    const { network, pulled } = this.#cable
    if (this.#cable.frozen) return
    if (pulled || !network.server.running || protocols[0] !== subprotocols[0])
      return this.fail(1006)
    this.#inlet = network.server.connect({
      reply: (frame) => this.#reply(frame),
      push: (frame) => this.#push(frame),
      close: (code) => this.#downAfter(() => this.fail(code)),
    })
    this.onopen?.()
  }

  send(frame: string): void {
    const { network } = this.#cable
    network.sent.push(JSON.parse(frame) as { type: string })
    this.#upAt = Math.max(this.#upAt, network.clock.steady() + network.delay())
    network.clock.after(this.#upAt - network.clock.steady(), () => {
      if (!this.#closed && !this.#cable.frozen) this.#inlet?.receive(frame)
    })
  }

  #reply(frame: string): void {
    const { network } = this.#cable
    const { lostReply = 0 } = network.faults
    if (lostReply === 0 || !network.chance(lostReply)) this.#down(frame)
  }

  #push(frame: string): void {
    const { network } = this.#cable
    const { lostPush, doubledPush, latePush } = network.faults
    if (network.chance(lostPush)) return
    for (let copy = network.chance(doubledPush) ? 2 : 1; copy > 0; copy -= 1)
      if (network.chance(latePush))
        network.clock.after(network.delay() * 5, () => this.#deliver(frame))
      else this.#down(frame)
  }

  #down(frame: string): void {
    this.#downAfter(() => this.#deliver(frame))
  }

  #downAfter(run: () => void): void {
    const { network } = this.#cable
    this.#downAt = Math.max(this.#downAt, network.clock.steady() + network.delay())
    network.clock.after(this.#downAt - network.clock.steady(), run)
  }

  #deliver(data: string): void {
    if (!this.#closed && !this.#cable.frozen) this.onmessage?.({ data })
  }

  /** It ends, for both sides, and what is under way is lost. */
  fail(code: number): void {
    if (this.#closed) return
    this.#closed = true
    this.#cable.sockets.delete(this)
    this.#inlet?.gone()
    this.onclose?.({ code })
  }

  abandon(): void {
    this.onclose = null
    this.onmessage = null
    this.fail(1006)
  }

  close(): void {
    this.fail(1000)
  }
}
