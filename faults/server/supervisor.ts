import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Weight } from './beside-the-server.ts'

const main = resolve(import.meta.dirname, '../../server/main.ts')
const besideTheServer = resolve(import.meta.dirname, 'beside-the-server.ts')

export type SupervisorOptions = {
  data: string
  /** Flags of `parley-server serve` besides where and what it serves. */
  flags?: readonly string[]
  /** Another entry file than the server's own: for tests of the lab. */
  entry?: string
}

/** How a server ended, and what it said: lines of its log as objects. */
export type Ended = { code: number | null; log: Record<string, unknown>[] }

/** Runs the real server as a process: starts it, ends it in every way, holds it up and turns its clock. */
export class Supervisor {
  readonly data: string
  readonly #options: SupervisorOptions
  #child: ChildProcess | null = null
  #port: number | null = null
  #clockAhead = 0
  /** Everything it logged at the level of errors, over all its runs. */
  readonly complaints: Record<string, unknown>[] = []
  starts = 0

  constructor(options: SupervisorOptions) {
    this.#options = options
    this.data = options.data
  }

  /** Null while it does not listen. */
  get port(): number | null {
    return this.#port
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** Resolves once it listens, or ended instead. */
  async start(): Promise<Ended | null> {
    const { data, flags = [], entry = main } = this.#options
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', '--import', besideTheServer, entry, 'serve']
        .concat(['--port', '0', '--data', data, '--log-level', 'warn'])
        .concat(['--host', '127.0.0.1', '--announce', 'off'])
        .concat(flags),
      {
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        env: { PATH: process.env['PATH'], PARLEY_LAB_CLOCK_AHEAD: String(this.#clockAhead) },
      },
    )
    this.#child = child
    const log = this.#listen(child)
    child.once('exit', () => this.#gone(child))
    const [line] = (await Promise.race([once(child.stdout!, 'data'), once(child, 'close')])) as [
      Buffer | number | null,
    ]
    if (!Buffer.isBuffer(line)) return { code: child.exitCode, log }
    this.#port = (JSON.parse(line.toString()) as { port: number }).port
    this.starts += 1
    child.stdout!.resume()
    return null
  }

  /** As a power cut for the process. */
  kill(): Promise<void> {
    return this.#end('SIGKILL')
  }

  /** As an operator stops it. */
  stop(): Promise<void> {
    return this.#end('SIGTERM')
  }

  /** Holds all its threads up. */
  freeze(): void {
    this.#child?.kill('SIGSTOP')
  }

  thaw(): void {
    this.#child?.kill('SIGCONT')
  }

  /** Milliseconds that its clock is ahead of the real one, now and after each start. */
  setClock(ahead: number): void {
    this.#clockAhead = ahead
    this.tell({ clockAhead: ahead })
  }

  /** Bytes that it holds after its garbage was collected. */
  async weigh(): Promise<Weight> {
    const told = once(this.#child!, 'message') as Promise<[{ weight: Weight }]>
    this.tell({ weigh: true })
    return (await told)[0].weight
  }

  /** A message for what was loaded beside the server. */
  tell(message: object): void {
    if (this.#child?.connected) this.#child.send(message, () => {})
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child
    if (!child) return
    const exited = once(child, 'exit')
    child.kill('SIGCONT')
    child.kill(signal)
    await exited
  }

  #gone(child: ChildProcess): void {
    if (this.#child !== child) return
    this.#child = null
    this.#port = null
  }

  #listen(child: ChildProcess): Record<string, unknown>[] {
    const log: Record<string, unknown>[] = []
    createInterface({ input: child.stderr! }).on('line', (line) => {
      const said = readLine(line)
      log.push(said)
      if (said['level'] !== 'warn') this.complaints.push(said)
    })
    return log
  }
}

function readLine(line: string): Record<string, unknown> {
  try {
    return JSON.parse(line) as Record<string, unknown>
  } catch {
    return { level: 'unreadable', msg: line }
  }
}
