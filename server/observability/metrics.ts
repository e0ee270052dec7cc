import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import { closeCodes } from '../../protocol/index.ts'

/** What happens once per frame is counted in plain numbers and read out when somebody asks. */
const counted = {
  connectionsOpened: 'Connections accepted',
  framesReceived: 'Frames received from clients',
  framesRefused: 'Requests on the socket that were answered with a refusal',
  framesMalformed: 'Frames that could not be read',
  framesPublished: 'Frames published to topics, once each however many receive them',
  commits: 'Commits heard of',
  eventsCommitted: 'Events stored',
  slowConsumers: 'Connections closed because they read too slowly',
  typingShed: 'Typing notices dropped to spare the rest',
  errors: 'Failures that were not the asker’s fault',
} as const
/** A client may send any close code: only the usual ones get a line of their own. */
const toldCodes = new Set<number>([1000, 1001, 1005, 1006, ...Object.values(closeCodes)])
export type CountedName = keyof typeof counted

/** What is looked at when somebody asks. */
export type Readings = Record<'connections' | 'people' | 'storedEvents' | 'storageBytes', number>
const readings: Record<keyof Readings, string> = {
  connections: 'Open connections, signed in or not yet',
  people: 'Registered people',
  storedEvents: 'Events in storage',
  storageBytes: 'Size of the database',
}

export class Metrics {
  readonly counts = Object.fromEntries(Object.keys(counted).map((name) => [name, 0])) as Record<
    CountedName,
    number
  >
  readonly #registry = new Registry()
  readonly #closes: Counter<'code'>
  readonly #requests: Histogram<'route' | 'status'>

  constructor() {
    collectDefaultMetrics({ register: this.#registry })
    for (const [name, help] of Object.entries(counted)) this.#count(name as CountedName, help)
    this.#closes = new Counter({
      name: 'parley_connections_closed_total',
      help: 'Connections closed, by close code',
      labelNames: ['code'],
      registers: [this.#registry],
    })
    this.#requests = new Histogram({
      name: 'parley_http_request_seconds',
      help: 'Time to answer REST requests',
      labelNames: ['route', 'status'],
      buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2],
      registers: [this.#registry],
    })
  }

  connectionClosed(code: number): void {
    this.#closes.inc({ code: toldCodes.has(code) ? code : 'other' })
  }

  requestAnswered(route: string, status: number, seconds: number): void {
    this.#requests.observe({ route, status }, seconds)
  }

  /** Adds gauges that are read when somebody asks for the metrics. */
  watch(read: () => Promise<Readings>): void {
    let latest: Promise<Readings> | null = null
    for (const [name, help] of Object.entries(readings)) {
      const registers = [this.#registry]
      const collect = async function (this: Gauge): Promise<void> {
        latest ??= read().finally(() => (latest = null))
        this.set((await latest)[name as keyof Readings])
      }
      new Gauge({ name: `parley_${snakeCase(name)}`, help, registers, collect })
    }
  }

  text(): Promise<string> {
    return this.#registry.metrics()
  }

  #count(name: CountedName, help: string): void {
    const { counts } = this
    new Counter({
      name: `parley_${snakeCase(name)}_total`,
      help,
      registers: [this.#registry],
      collect() {
        this.reset()
        this.inc(counts[name])
      },
    })
  }
}

export const metricsContentType = Registry.PROMETHEUS_CONTENT_TYPE

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
