/**
 * Run as a process of its own: `crash-child.contract.ts FOLDER FROM` appends message after message, from
 * number FROM on, until it is killed, and writes `ack NUMBER CONVERSATION SEQ` for each that was
 * acknowledged.
 */
import { openSqliteStorage } from './sqlite-storage.ts'

const IN_FLIGHT = 64
const [folder = '', from = '0'] = process.argv.slice(2)

process.stdout.write('opening\n')
const storage = await openSqliteStorage({ folder })
process.stdout.write(`epoch ${storage.epoch}\n`)

let next = Number(from)

async function keepWriting(): Promise<void> {
  for (;;) {
    const number = next
    next += 1
    const conversation = `ada.bob${number % 3}`
    const appended = await storage.log.append({
      conversation,
      author: 'ada',
      cid: `number-${String(number).padStart(8, '0')}`,
      at: number,
      events: [{ kind: 'message', text: `${number} `.repeat(1 + (number % 50)) }],
      create: { kind: 'direct', people: ['ada', `bob${number % 3}`] },
      require: { member: true, open: true },
    })
    if (appended.refused !== undefined) throw new Error(appended.refused)
    process.stdout.write(`ack ${number} ${conversation} ${appended.events[0]!.seq}\n`)
  }
}

await Promise.all(Array.from({ length: IN_FLIGHT }, keepWriting))
