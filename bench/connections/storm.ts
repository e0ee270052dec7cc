import { setTimeout as wait } from 'node:timers/promises'
import { createBackoff } from '../../client/link/backoff.ts'
import { systemRandom } from '../../client/random.ts'
import type { BenchOptions } from '../bench-part.ts'
import { many } from '../lean/many.ts'
import { ParleyMember } from '../parley/parley-member.ts'
import { startParley } from '../parley/start-parley.ts'
import type { ServerProcess } from '../peers/server-process.ts'
import { quantile, spread, type PartResult } from '../report/figure.ts'
import { seedSpace, type SeededPerson, type SeededSpace } from '../seed/seed-space.ts'
import { withFolder } from '../space-folder.ts'
import { someTexts } from '../texts.ts'

const people = 1_000
const devices = 2
/** Messages that each client missed. */
const missed = 20
const giveUp = 60_000

type StormRun = { half: number; all: number; down: number }
type Client = { person: SeededPerson; device: number; position: number }
type Storm = { space: SeededSpace; group: string; clients: Client[] }

export function storm({ data, log, quick }: BenchOptions): Promise<PartResult> {
  const rounds = quick ? 2 : 5
  return withFolder(data, async (folder) => {
    const space = await seedSpace({ folder, people, devices, groups: [people] })
    const group = space.groups.get(people)!
    const clients = Array.from({ length: people * devices }, (_, index) => ({
      person: space.people[index % people]!,
      device: Math.floor(index / people),
      position: 0,
    }))
    let server = await startParley({ folder })
    const runs: StormRun[] = []
    for (let round = 0; round < rounds; round++) {
      const restarted = await restart(server, { space, group, clients })
      server = restarted.server
      runs.push(restarted.run)
      log(`all whole ${Math.round(restarted.run.all)} ms after the server listened`)
    }
    await server.stop()
    return result(runs)
  })
}

async function restart(
  server: ServerProcess,
  storm: Storm,
): Promise<{ server: ServerProcess; run: StormRun }> {
  const { port } = server
  const members = await many(storm.clients.length, 64, (index) => {
    const { device, person } = storm.clients[index]!
    return ParleyMember.connect(port, person, { device })
  })
  const head = await sayMissed(members[0]!, storm.group)
  for (const client of storm.clients) client.position = head - missed
  let listensAt = 0
  const whole = members.map(async ({ socket }, index) => {
    await new Promise<void>((resolve) => {
      socket.onClose = resolve
      socket.attend(() => undefined)
    })
    await comeBack(port, storm, storm.clients[index]!, head)
    return performance.now()
  })
  const since = performance.now()
  await server.stop()
  const again = await startParley({ folder: storm.space.folder, port })
  listensAt = performance.now()
  const after = (await Promise.all(whole))
    .map((at) => Math.max(0, at - listensAt))
    .sort((a, b) => a - b)
  const run = { half: quantile(after, 0.5), all: after.at(-1)!, down: listensAt - since }
  return { server: again, run }
}

/** The last member of all to speak before the server stops. Answers the head. */
async function sayMissed(member: ParleyMember, group: string): Promise<number> {
  await new Promise<void>((resolve) => {
    let heard = 0
    member.listen({
      onEvents: (messages) => {
        heard += messages
        if (heard === missed) resolve()
      },
    })
    member.send(group, someTexts(missed))
  })
  return member.head!
}

/** Tries as Parley's own client does, until it holds every event. Throws where one is missing then. */
async function comeBack(port: number, storm: Storm, client: Client, head: number): Promise<void> {
  const { device, person, position } = client
  const backoff = createBackoff(systemRandom)
  const hello = { device, epoch: storm.space.epoch, positions: { [storm.group]: position } }
  const deadline = performance.now() + giveUp
  for (;;) {
    await wait(backoff.next())
    const member = await ParleyMember.connect(port, person, hello).catch(() => null)
    if (!member) {
      if (performance.now() > deadline) throw new Error(`${person.name} never came back`)
      continue
    }
    const seqs = member.welcome.conversations
      .find(({ conversation }) => conversation.id === storm.group)
      ?.events?.map(({ seq }) => seq)
    member.socket.close()
    const isWhole =
      seqs?.length === head - position && seqs.every((seq, n) => seq === position + n + 1)
    if (!isWhole) throw new Error(`${person.name} was resumed with ${JSON.stringify(seqs)}`)
    return
  }
}

function result(runs: readonly StormRun[]): PartResult {
  const clients = (people * devices).toLocaleString('en')
  return {
    title: 'Reconnect storm',
    how:
      `${clients} signed-in clients of one server, in a group of ${people.toLocaleString('en')}. The server ` +
      'is stopped and started again over the same space and at the same port; each client tries to come ' +
      `back with the waits of Parley’s own client and says hello with its position, ${missed} messages ` +
      'behind. It is whole when its welcome holds every event that it missed. The clients are the ' +
      'bench’s lean sockets: what a real client does with the events afterwards is not in these figures.',
    figures: [
      {
        what: `${clients} clients, all whole after the server listens`,
        unit: 's',
        value: spread(runs.map(({ all }) => all / 1000)),
        target: { bound: 'at most', value: 3 },
      },
      {
        what: `${clients} clients, half of them whole`,
        unit: 's',
        value: spread(runs.map(({ half }) => half / 1000)),
      },
      {
        what: 'from asking the server to stop until it listens again',
        unit: 's',
        value: spread(runs.map(({ down }) => down / 1000)),
      },
    ],
    remarks: [],
    plots: [],
  }
}
