import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import type { Chance } from '../chance.ts'
import { Lane, NO_LANE_FAULTS, type LaneFaults } from './lane.ts'

export type Direction = 'up' | 'down'

export type CableOptions = {
  /** The port on this machine at which the server is now; null while it is away. */
  server: () => number | null
  chance: Chance
  /** Each text frame, as it was sent; `link` tells one connection from another. */
  heard: (frame: { link: number; direction: Direction; text: string }) => void
}

type Link = { id: number; client: Socket; server: Socket; lanes: Lane[] }

/** What lies between one device and the server: a TCP proxy of its own, as good or bad as it is told to be. */
export class Cable {
  readonly #options: CableOptions
  readonly #listener: Server
  readonly #links = new Set<Link>()
  readonly #orphans = new Set<Socket>()
  readonly #faults: Record<Direction, LaneFaults> = { up: NO_LANE_FAULTS, down: NO_LANE_FAULTS }
  #isPulled = false
  #lastId = 0

  private constructor(options: CableOptions) {
    this.#options = options
    this.#listener = createServer({ allowHalfOpen: true }, (client) => this.#connected(client))
  }

  static async plug(options: CableOptions): Promise<Cable> {
    const cable = new Cable(options)
    cable.#listener.listen(0, '127.0.0.1')
    await once(cable.#listener, 'listening')
    return cable
  }

  /** Where the device finds the server. */
  get url(): string {
    return `http://127.0.0.1:${(this.#listener.address() as AddressInfo).port}`
  }

  set(direction: Direction, faults: Partial<LaneFaults>): void {
    this.#faults[direction] = { ...this.#faults[direction], ...faults }
    this.#changed()
  }

  /** Nothing is wrong any more, but for what is lost already. */
  mend(): void {
    this.#isPulled = false
    this.#faults.up = this.#faults.down = NO_LANE_FAULTS
    for (const orphan of this.#orphans) orphan.destroy()
    this.#changed()
  }

  /** Ends all connections for both sides; what is under way is lost. */
  cut(): void {
    for (const { client, server } of this.#links) {
      client.resetAndDestroy()
      server.resetAndDestroy()
    }
  }

  /** As `cut`, and there are no others until it is mended. */
  pull(): void {
    this.#isPulled = true
    this.cut()
  }

  /** One side is gone, and the other is never told. */
  orphan(gone: 'client' | 'server'): void {
    for (const link of [...this.#links]) {
      const left = gone === 'client' ? link.server : link.client
      this.#links.delete(link)
      this.#orphans.add(left)
      left.removeAllListeners('data').removeAllListeners('end')
      left.on('data', () => {}).on('close', () => this.#orphans.delete(left))
      link[gone].resetAndDestroy()
    }
  }

  async unplug(): Promise<void> {
    this.pull()
    for (const orphan of this.#orphans) orphan.destroy()
    this.#listener.close()
    await once(this.#listener, 'close')
  }

  #changed(): void {
    for (const { lanes } of this.#links) for (const lane of lanes) lane.changed()
  }

  #connected(client: Socket): void {
    client.on('error', () => {})
    const port = this.#options.server()
    if (this.#isPulled || port === null) return void client.resetAndDestroy()
    const server = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
    server.on('error', () => {})
    for (const socket of [client, server]) socket.setNoDelay(true)
    const link: Link = { id: (this.#lastId += 1), client, server, lanes: [] }
    this.#links.add(link)
    link.lanes.push(this.#lane(link, 'up'), this.#lane(link, 'down'))
    // Of a lost connection both sides hear, unless it was made to be half open.
    const lost = () => {
      if (!this.#links.delete(link)) return
      client.destroy()
      server.destroy()
    }
    client.on('close', lost)
    server.on('close', lost)
  }

  #lane({ id, client, server }: Link, direction: Direction): Lane {
    const [from, to] = direction === 'up' ? [client, server] : [server, client]
    const { chance, heard } = this.#options
    return new Lane({
      direction,
      from,
      to,
      chance,
      faults: () => this.#faults[direction],
      heard: (text) => heard({ link: id, direction, text }),
    })
  }
}
