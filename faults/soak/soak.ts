import { setTimeout as pause } from 'node:timers/promises'
import type { AnyEvent, ConversationId } from '../../protocol/index.ts'
import type { Chance } from '../chance.ts'
import type { Device } from './device.ts'
import { allFaultKinds, faultKinds, type FaultKind } from './fault-kinds.ts'
import type { Lab } from './lab.ts'
import { shownLog, storedList, storedLog } from './reading.ts'
import { noActions, Typist, type ActionCounts } from './typist.ts'
import { NotInTime, until } from './until.ts'
import { violations, type Evidence } from './verdict.ts'

export type SoakOptions = {
  chance: Chance
  /** It ends when so many messages are typed, or so much time has passed: milliseconds. */
  messages: number
  duration: number
  /** Messages typed between one fault and the next. */
  faultEvery: number
  kinds?: readonly FaultKind[]
  onProgress?: (typed: number, faults: number) => void
}

export type SoakResult = {
  actions: ActionCounts
  faults: Map<FaultKind, number>
  violations: string[]
  /** Milliseconds. */
  duration: number
}

/** Faults that may be under way at a time, and messages of one device that may wait. */
const AT_A_TIME = 6
const UNSENT = 8
/** What anything may take once nothing is in its way, milliseconds. */
const PATIENCE = 90_000
/** The longest pause of a person between two things, milliseconds. */
const PAUSE = 250

/** People write, everything breaks, all is mended, and then the lab looks at what is left. */
export async function soak(lab: Lab, options: SoakOptions): Promise<SoakResult> {
  const began = performance.now()
  const actions = noActions()
  const faults = new Map<FaultKind, number>()
  const running = new Running(lab, options, actions, faults)
  await running.toTheEnd().catch((error: unknown) => lab.violated(String(error)))
  const evidence = await gather(lab)
  return {
    actions,
    faults,
    violations: [
      ...lab.found,
      ...(typeof evidence === 'string' ? [evidence] : violations(evidence)),
      ...failures(lab),
    ],
    duration: performance.now() - began,
  }
}

/** What the server calls a failure, besides what the lab did to its disk and file. */
function failures({ server }: Lab): string[] {
  const done = /is damaged|^storage is full|^no room for/
  const failed = server.complaints.filter(({ msg }) => !done.test(String(msg)))
  return failed.slice(0, 10).map((complaint) => `the server failed: ${JSON.stringify(complaint)}`)
}

class Running {
  readonly #lab: Lab
  readonly #options: SoakOptions
  readonly #actions: ActionCounts
  readonly #faults: Map<FaultKind, number>
  readonly #end: number
  readonly #underWay = new Map<Promise<void>, FaultKind>()
  #begun = 0

  constructor(
    lab: Lab,
    options: SoakOptions,
    actions: ActionCounts,
    faults: Map<FaultKind, number>,
  ) {
    this.#lab = lab
    this.#options = options
    this.#actions = actions
    this.#faults = faults
    this.#end = performance.now() + options.duration
  }

  async toTheEnd(): Promise<void> {
    const typing = this.#lab.devices.map((device, index) => this.#type(device, index))
    await Promise.all([...typing, this.#breakThings()])
    await Promise.all(this.#underWay.keys())
  }

  get #typed(): number {
    return this.#lab.ledger.typed.length
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
      await pause(chance.between(0, PAUSE))
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

/** Everything is mended; the server is killed once more, so that what counts is on its disk alone. */
async function gather(lab: Lab): Promise<Evidence | string> {
  try {
    for (const { cable } of lab.devices) cable.mend()
    await settled(lab)
    await lab.server.kill()
    await lab.startServer()
    await settled(lab)
    const logs = await storedLogs(lab)
    await Promise.all(lab.devices.map((device) => listed(lab, device)))
    const { acknowledged, cidOf, typed } = lab.ledger
    return { logs, acknowledged, cidOf, typed, ...(await seenByDevices(lab)) }
  } catch (error) {
    if (!(error instanceof NotInTime)) throw error
    return error.message
  }
}

async function settled({ devices }: Lab): Promise<void> {
  for (const { client } of devices) client!.reconnectNow()
  const isSettled = (device: Device) => device.isOnline && device.unsent === 0
  await until(() => devices.every(isSettled), {
    within: PATIENCE,
    what: () => {
      const late = devices.filter((device) => !isSettled(device))
      const states = late.map(({ client, name }) => ({ name, ...client?.connection.get() }))
      return `everybody is online and has nothing unsent: ${JSON.stringify(states)}`
    },
  })
}

async function storedLogs({
  devices,
  server,
}: Lab): Promise<Map<ConversationId, readonly AnyEvent[]>> {
  const logs = new Map<ConversationId, readonly AnyEvent[]>()
  for (const device of devices) {
    const token = await device.token()
    for (const { id } of await storedList(server.url, token))
      if (!logs.has(id)) logs.set(id, await storedLog(server.url, token, id))
  }
  return logs
}

/** Waits until a device lists what the server lists; what it shows beside that must be unsent. */
async function listed({ server }: Lab, device: Device): Promise<void> {
  const stored = await storedList(server.url, await device.token())
  const expected = stored.map(({ id, head, read, group, headMessages, readMessages }) => ({
    ...{ id, head, read, name: group?.name, role: group?.role },
    unread: Math.max(0, headMessages - readMessages),
  }))
  const views = () =>
    device
      .client!.conversations.get()
      .filter(({ id, failed }) => failed === 0 || expected.some((one) => one.id === id))
      .map(({ id, head, read, group, unread }) => ({
        ...{ id, head, read, name: group?.name, role: group?.role },
        unread,
      }))
  const key = (list: object[]) =>
    list
      .map((one) => JSON.stringify(one))
      .sort()
      .join('\n')
  await until(() => key(views()) === key(expected), {
    within: PATIENCE,
    what: () => `${device.name} lists\n${key(expected)}\nand not\n${key(views())}`,
  })
}

async function seenByDevices({
  devices,
  server,
}: Lab): Promise<Pick<Evidence, 'outboxes' | 'shown'>> {
  const outboxes = new Map<string, Awaited<ReturnType<Device['outbox']>>>()
  const shown: Evidence['shown'][number][] = []
  for (const device of devices) {
    for (const { id } of await storedList(server.url, await device.token())) {
      const events = await shownLog(device.conversation(id))
      shown.push({ device: device.name, conversation: id, events })
    }
    outboxes.set(device.name, await device.outbox())
  }
  return { outboxes, shown }
}
