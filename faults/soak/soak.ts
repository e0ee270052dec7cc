import type { AnyEvent, ConversationId } from '../../protocol/index.ts'
import type { Device } from './device.ts'
import type { FaultKind } from './fault-kinds.ts'
import type { Lab } from './lab.ts'
import { shownLog, storedList, storedLog } from './reading.ts'
import { Turmoil, type TurmoilOptions } from './turmoil.ts'
import { noActions, type ActionCounts } from './typist.ts'
import { NotInTime, PATIENCE, until } from './until.ts'
import { violations, type Evidence } from './verdict.ts'

export type SoakResult = {
  actions: ActionCounts
  faults: Map<FaultKind, number>
  violations: string[]
  /** Milliseconds. */
  duration: number
}

/** People write, everything breaks, all is mended, and then the lab looks at what is left. */
export async function soak(lab: Lab, options: TurmoilOptions): Promise<SoakResult> {
  const began = performance.now()
  const actions = noActions()
  const faults = new Map<FaultKind, number>()
  const running = new Turmoil(lab, options, actions, faults)
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

export async function settled({ devices }: Lab): Promise<void> {
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
