import { setTimeout as pause } from 'node:timers/promises'
import type { Chance } from '../chance.ts'
import type { Device } from './device.ts'
import { allFaultKinds, faultKinds, type FaultKind } from './fault-kinds.ts'
import type { Lab } from './lab.ts'
import { Typist, type ActionCounts } from './typist.ts'
import { PATIENCE, until } from './until.ts'

export type TurmoilOptions = {
  chance: Chance
  /** It ends when so many messages are typed, or so much time has passed: milliseconds. */
  messages: number
  duration: number
  /** Messages typed between one fault and the next. */
  faultEvery: number
  /** The longest pause of a person between two things, milliseconds. */
  pause?: number
  kinds?: readonly FaultKind[]
  onProgress?: (typed: number, faults: number) => void
}

/** Faults that may be under way at a time, and messages of one device that may wait. */
const AT_A_TIME = 6
const UNSENT = 8
const PAUSE = 250

/** People write, and everything breaks, until it is over. */
export class Turmoil {
  readonly #lab: Lab
  readonly #options: TurmoilOptions
  readonly #actions: ActionCounts
  readonly #faults: Map<FaultKind, number>
  readonly #end: number
  readonly #typedBefore: number
  readonly #underWay = new Map<Promise<void>, FaultKind>()
  #begun = 0

  constructor(
    lab: Lab,
    options: TurmoilOptions,
    actions: ActionCounts,
    faults: Map<FaultKind, number>,
  ) {
    this.#lab = lab
    this.#options = options
    this.#actions = actions
    this.#faults = faults
    this.#end = performance.now() + options.duration
    this.#typedBefore = lab.ledger.typed.length
  }

  async toTheEnd(): Promise<void> {
    const typing = this.#lab.devices.map((device, index) => this.#type(device, index))
    await Promise.all([...typing, this.#breakThings()])
    await Promise.all(this.#underWay.keys())
  }

  get #typed(): number {
    return this.#lab.ledger.typed.length - this.#typedBefore
  }

  get #isOver(): boolean {
    return this.#typed >= this.#options.messages || performance.now() >= this.#end
  }

  /** People do not run away from what is to happen to them. */
  get #mayType(): boolean {
    return this.#typed < (this.#begun + 2) * this.#options.faultEvery
  }

  async #type(device: Device, index: number): Promise<void> {
    const { ledger } = this.#lab
    const chance = this.#options.chance.of(`typing at ${device.name}`)
    const { conversations, restless } = this.#whereabouts(device, index)
    const typist = new Typist({
      device,
      ledger,
      chance,
      counts: this.#actions,
      conversations,
      restless,
    })
    while (!this.#isOver) {
      if (device.client && device.unsent < UNSENT && this.#mayType) await typist.act()
      await pause(chance.between(0, this.#options.pause ?? PAUSE))
    }
  }

  /** The groups that they are in from the beginning, and two people to whom they write. */
  #whereabouts(device: Device, index: number) {
    const { devices, groups } = this.#lab
    const own = device.client!.conversations.get().filter(({ kind }) => kind === 'group')
    const peers = [1, 3].map((away) => devices[(index + away) % devices.length]!.user!)
    const conversations = [
      ...own.map(({ id }) => id),
      ...peers.map((user) => device.client!.direct(user)),
    ]
    const restless = index % 4 === 3 ? groups[groups.length - 1]! : null
    const isOwner = device.person === devices[0]!.person
    return { conversations, restless: isOwner ? null : restless }
  }

  async #breakThings(): Promise<void> {
    const chance = this.#options.chance.of('faults')
    const kinds = this.#options.kinds ?? allFaultKinds
    for (let deck: FaultKind[] = []; !this.#isOver; this.#begun += 1) {
      if (deck.length === 0) deck = shuffled(kinds, chance)
      const due = this.#begun * this.#options.faultEvery
      await until(() => this.#isOver || (this.#typed >= due && this.#underWay.size < AT_A_TIME), {
        within: PATIENCE,
        what: () => `people go on writing: ${this.#state()}`,
      })
      if (this.#isOver) return
      this.#break(deck.pop()!, chance.of(`fault ${this.#begun}`))
      this.#options.onProgress?.(this.#typed, this.#begun)
    }
  }

  #state(): string {
    const { devices } = this.#lab
    return JSON.stringify({
      typed: this.#typed,
      begun: this.#begun,
      underWay: [...this.#underWay.values()],
      devices: devices.map(({ client, name }) => ({ name, ...client?.connection.get() })),
    })
  }

  #break(kind: FaultKind, chance: Chance): void {
    this.#faults.set(kind, (this.#faults.get(kind) ?? 0) + 1)
    const over = faultKinds[kind](this.#lab, chance).catch((error: unknown) =>
      this.#lab.violated(`${kind}: ${String(error)}`),
    )
    this.#underWay.set(over, kind)
    void over.then(() => this.#underWay.delete(over))
  }
}

function shuffled<T>(things: readonly T[], chance: Chance): T[] {
  return things
    .map((thing) => ({ thing, place: chance.fraction() }))
    .sort((a, b) => a.place - b.place)
    .map(({ thing }) => thing)
}
