import { Unreachable } from '../../client/index.ts'
import type { ConversationId } from '../../protocol/index.ts'
import type { Chance } from '../chance.ts'
import { Cable } from '../proxy/cable.ts'
import type { Supervisor } from '../server/supervisor.ts'
import { Device } from './device.ts'
import { Ledger } from './ledger.ts'
import { until } from './until.ts'

/** What a full disk is played with. */
export type Disk = { fill: () => void; makeRoom: () => void }

export type LabOptions = {
  server: Supervisor
  disk: Disk
  chance: Chance
  clients: number
  /** How many times faster than real time the clocks of clients run. */
  speed: number
}

const PASSWORD = 'correct horse battery'
/** Every so many people have a second device. */
const WITH_TWO_DEVICES = 5

/** One server, its people with their devices, and what breaks between them. */
export class Lab {
  readonly server: Supervisor
  readonly disk: Disk
  readonly ledger = new Ledger()
  readonly devices: Device[] = []
  /** The first one's owner is the first device's person, and so on: owners never leave. */
  readonly groups: ConversationId[] = []
  readonly found: string[] = []
  readonly #options: LabOptions
  readonly #turns = new Map<object, Promise<void>>()

  constructor(options: LabOptions) {
    this.#options = options
    this.server = options.server
    this.disk = options.disk
  }

  async begin(): Promise<void> {
    await this.startServer()
    const { clients } = this.#options
    for (let index = 0; index < clients; index += 1) this.devices.push(await this.#device(index))
    const firsts = this.devices.filter(({ name, person }) => name === person)
    await this.#signAllIn(firsts, 'register')
    const seconds = this.devices.filter((device) => !firsts.includes(device))
    await this.#signAllIn(seconds, 'signIn')
    for (const [index, owner] of firsts.slice(0, Math.ceil(firsts.length / 5)).entries()) {
      const others = firsts.filter((device) => device !== owner)
      const members = others.map(({ user }) => user!).slice(0, index === 0 ? undefined : 7)
      const group = { name: `Group ${index}`, members }
      this.groups.push(await owner.client!.groups.create(group))
    }
    const known = () => this.devices.every(({ client }) => client!.conversations.get().length > 0)
    await until(known, { what: () => 'everybody knows their groups' })
    // Not before: hashing passwords takes its real time.
    for (const { clock } of this.devices) clock.speed = this.#options.speed
  }

  violated(what: string): void {
    this.found.push(what)
  }

  /** Starts it, or says what it died of. @throws where it cannot be had again */
  async startServer(): Promise<void> {
    const ended = await this.server.start()
    if (ended) throw new Error(`the server does not start: ${JSON.stringify(ended)}`)
  }

  /** One after the other: only one thing happens to the server at a time. */
  withServer(work: (server: Supervisor) => Promise<void>): Promise<void> {
    return this.#inTurn(this.server, () => work(this.server))
  }

  withDevice(device: Device, work: () => Promise<void>): Promise<void> {
    return this.#inTurn(device, work)
  }

  async end(): Promise<void> {
    await Promise.all(this.devices.map((device) => device.close()))
    await this.server.kill()
    await Promise.all(this.devices.map(({ cable }) => cable.unplug()))
  }

  #inTurn(whose: object, work: () => Promise<void>): Promise<void> {
    const turn = (this.#turns.get(whose) ?? Promise.resolve()).then(work)
    this.#turns.set(
      whose,
      turn.catch(() => {}),
    )
    return turn
  }

  async #device(index: number): Promise<Device> {
    const { chance } = this.#options
    const isSecond = index % WITH_TWO_DEVICES === WITH_TWO_DEVICES - 1
    const person = nameOf(isSecond ? index - 1 : index)
    const name = isSecond ? `${person}'s second device` : person
    const cable = await Cable.plug({
      server: () => this.server.port,
      chance: chance.of(`cable of ${name}`),
      heard: (frame) => this.ledger.heard(name, frame),
    })
    const device = new Device({
      name,
      person,
      cable,
      chance: chance.of(`device of ${name}`),
      cache: index % 2 === 0 ? 'memory' : 'indexed-db',
    })
    await device.open()
    return device
  }

  /** Two at a time: each hash of a password takes its time by intention. */
  async #signAllIn(devices: readonly Device[], how: 'register' | 'signIn'): Promise<void> {
    const waiting = [...devices]
    const take = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await this.#signIn(next, how)
    }
    await Promise.all([take(), take()])
  }

  /** On a busy machine the answer may come too late: then they are registered, and only sign in. */
  async #signIn(device: Device, how: 'register' | 'signIn'): Promise<void> {
    const { accounts } = device.client!
    await accounts[how](device.person, PASSWORD).catch(async (error: unknown) => {
      if (!(error instanceof Unreachable)) throw error
      await accounts.signIn(device.person, PASSWORD)
    })
    await until(() => device.isOnline, { what: () => `${device.name} is online` })
  }
}

function nameOf(index: number): string {
  return `Person ${index + 1}`
}
