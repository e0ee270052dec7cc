import { setTimeout as wait } from 'node:timers/promises'
import type { BenchOptions } from '../bench-part.ts'
import { Delays } from '../report/delays.ts'
import { spread, type Figure, type PartResult, type Plot } from '../report/figure.ts'
import { MessageSource } from './message-source.ts'
import { MeteredServer } from './metered-server.ts'
import { transports, type Transport } from './transport.ts'

const clients = 20
/** What a client that polls may need at most to come to know the last message. */
const settle = 3_000

type Traffic = { name: string; every: number }
const busy: Traffic = { name: 'busy: a message each second', every: 1_000 }
const quiet: Traffic = { name: 'quiet: a message in 10 s', every: 10_000 }

type Measured = { bytes: number; p50: number; p99: number }

export async function compareTransports({ log, quick }: BenchOptions): Promise<PartResult> {
  const seconds = quick ? 35 : 120
  const figures: Figure[] = []
  const bytes: Plot['groups'] = []
  const delays: Plot['groups'] = []
  const traffics = [busy, quiet]
  // Little happens in each, so that all can be measured at the same time.
  const measured = await Promise.all(
    traffics.map((traffic) =>
      Promise.all(transports.map((transport) => measure(transport, traffic, seconds))),
    ),
  )
  for (const [index, traffic] of traffics.entries()) {
    const rows = transports.map(({ name }, at) => ({ name, ...measured[index]![at]! }))
    for (const row of rows)
      log(`${traffic.name}: ${row.name} ${Math.round(row.bytes)} bytes a message`)
    figures.push(...rows.flatMap((row) => figuresOf(traffic, row)))
    bytes.push({
      label: traffic.name,
      bars: rows.map(({ name, bytes: value }) => ({ name, value })),
    })
    delays.push({
      label: traffic.name,
      bars: rows.map(({ name, p50: value }) => ({ name, value })),
    })
  }
  const plots: Plot[] = [
    {
      file: 'transport-bytes.svg',
      title: 'Bytes on the wire for each message of 128 bytes',
      unit: 'bytes',
      groups: bytes,
    },
    {
      file: 'transport-delay.svg',
      title: 'Delay of a message, p50',
      unit: 'ms',
      logarithmic: true,
      groups: delays,
    },
  ]
  return { title: 'The transports of the real-time web', how, figures, remarks: [], plots }
}

const how =
  `The same messages of 128 bytes to ${clients} clients by small servers of the bench’s own, at a rate at ` +
  'which no server is busy. Bytes are what both programs wrote, above TCP, per message and client; ' +
  'HTTP requests have the headers that a browser adds. This is why Parley is built on WebSocket.'

async function measure(
  transport: Transport,
  { every }: Traffic,
  seconds: number,
): Promise<Measured> {
  const [server, source, delays] = [await MeteredServer.start(), new MessageSource(), new Delays()]
  transport.serve(server, source)
  const counts = Array.from({ length: clients }, () => 0)
  const connected = await Promise.all(
    counts.map((_, client) =>
      transport.connect(server.port, (data, from, to) => {
        for (const { delay, number } of source.delaysIn(data, from, to)) {
          if (number !== counts[client]) {
            throw new Error(`${transport.name}: ${number} after ${counts[client]}`)
          }
          counts[client]!++
          delays.add(delay)
        }
        return counts[client]!
      }),
    ),
  )
  const bytesBefore = server.bytes
  const timer = setInterval(() => source.emit(), every)
  await wait(seconds * 1000)
  clearInterval(timer)
  const messages = source.texts.length
  const bytes = server.bytes - bytesBefore
  await wait(settle)
  if (counts.some((count) => count !== messages)) {
    throw new Error(`${transport.name}: ${messages} sent, received ${counts.join(', ')}`)
  }
  for (const { stop } of connected) stop()
  server.stop()
  const { p50, p99 } = delays.quantiles()
  return { bytes: bytes / (messages * clients), p50, p99 }
}

function figuresOf(
  { name: traffic }: Traffic,
  { bytes, name, p50, p99 }: Measured & { name: string },
): Figure[] {
  const where = `${traffic}; ${name}`
  return [
    { what: `${where}: bytes per message`, unit: 'bytes', value: spread([bytes]) },
    { what: `${where}: delay, p50`, unit: 'ms', value: spread([p50]) },
    { what: `${where}: delay, p99`, unit: 'ms', value: spread([p99]) },
  ]
}
