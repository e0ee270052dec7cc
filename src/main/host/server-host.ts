import type { HostState } from '../../../shared/ipc/schemas.ts'
import { backOff } from './back-off.ts'
import {
  type ServerChild,
  type ServerEnd,
  type ServerReady,
  startServerChild,
} from './server-child.ts'
import type { ServerCommand } from './server-command.ts'
import { type HealthTimes, usualHealth, watchHealth } from './server-health.ts'
import type { ServerLog } from './server-log.ts'

export interface ServerHostOptions {
  readonly command: ServerCommand
  /** What follows the command, without the port; asked at each start. */
  args(): readonly string[]
  readonly env: NodeJS.ProcessEnv
  /** The port to try at a start that was asked for, so that the address stays while it can. 0: any. */
  port(): number
  readonly log: ServerLog
  announce(state: HostState): void
  readonly backOff?: (attempt: number) => number
  readonly health?: HealthTimes
  /** How long a start and a drain may take, in milliseconds. */
  readonly startLimit?: number
  readonly drainLimit?: number
}

/** The own server, kept running: whatever ends it, it comes back after a moment on the same address. */
export interface ServerHost {
  state(): HostState
  start(): void
  /** Resolves when the process is gone. */
  stop(): Promise<void>
  /** Ends it, and starts it with what is chosen by then. Resolves when the one before is gone. */
  restart(): Promise<void>
}

/** The server's own words (`server/start-refused.ts`): the port or the folder is taken; not with this data. */
const exitCodes = { addressTaken: 69, inUse: 75, unusable: 78 }
const triesInVain = 6
/** A program that is missing may be there in a moment, while it is being replaced, but hardly later. */
const triesNotStarted = 2
/** Long enough for a server that was left behind to finish what it was doing. */
const triesWhileInUse = 9
/** A server that ran this long was well: what ends it now starts a new count. */
const wellAfter = 10_000

type Failure = Extract<HostState, { status: 'failed' }>['problem']

function problemOf(end: ServerEnd): Failure {
  if (end.notStarted === 'ENOENT') return 'missing'
  if (end.notStarted !== undefined) return 'forbidden'
  if (end.code === exitCodes.inUse) return 'inUse'
  return end.code === exitCodes.unusable ? 'unusable' : 'crashing'
}

function triesAfter(end: ServerEnd): number {
  if (end.code === exitCodes.unusable) return 0
  if (end.notStarted !== undefined) return triesNotStarted
  return end.code === exitCodes.inUse ? triesWhileInUse : triesInVain
}

function reasonOf(end: ServerEnd): string {
  if (end.lastError) return end.lastError
  if (end.signal) return `The server was ended by ${end.signal}.`
  return `The server ended with code ${end.code ?? 'unknown'}.`
}

function readyState(
  { fingerprint, local, port, space, url }: ServerReady,
  since: number,
): HostState {
  const place = { url: local ?? url, port, name: space, since }
  return { status: 'ready', ...place, ...(fingerprint && { fingerprint }) }
}

export function createServerHost(options: ServerHostOptions): ServerHost {
  const { startLimit = 30_000, drainLimit = 8_000, health = usualHealth, log } = options
  const delay = options.backOff ?? backOff
  let state: HostState = { status: 'off' }
  let child: ServerChild | undefined
  let gone: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let wanted = false
  let attempt = 0
  let port = 0
  let readySince = 0
  /** What the host ended it for, which the end itself does not tell. */
  let endedFor: string | undefined
  let stopWatching = (): void => undefined

  function become(next: HostState): void {
    state = next
    options.announce(next)
  }

  async function launch(): Promise<void> {
    await gone
    if (!wanted || child) return
    let left: () => void = () => undefined
    gone = new Promise((done) => (left = done))
    const tooSlow = setTimeout(() => {
      log.write(`The server was not ready after ${startLimit} ms and is stopped.\n`)
      child?.kill()
    }, startLimit)
    child = startServerChild({
      file: options.command.file,
      args: [...options.command.args, ...options.args(), '--port', String(port)],
      env: options.env,
      onOutput: (text) => log.write(text),
      onReady(ready) {
        clearTimeout(tooSlow)
        port = ready.port
        readySince = Date.now()
        if (!wanted) return
        become(readyState(ready, readySince))
        stopWatching = watchHealth(ready.local ?? ready.url, health, () => {
          endedFor = 'The server did not answer any more and was ended.'
          child?.kill()
        })
      },
      onEnd(end) {
        clearTimeout(tooSlow)
        stopWatching()
        child = undefined
        left()
        if (wanted) ended(end)
      },
    })
  }

  function ended(end: ServerEnd): void {
    const reason = endedFor ?? reasonOf(end)
    endedFor = undefined
    if (end.code === exitCodes.addressTaken && port !== 0) {
      log.write(`${reason} Any port will do.\n`)
      port = 0
      void launch()
      return
    }
    if (readySince > 0 && Date.now() - readySince >= wellAfter) attempt = 0
    readySince = 0
    attempt += 1
    log.write(`${reason} (code ${end.code}, signal ${end.signal}, attempt ${attempt})\n`)
    if (attempt > triesAfter(end)) {
      wanted = false
      become({ status: 'failed', problem: problemOf(end), reason, log: log.path })
      return
    }
    become({ status: 'restarting', attempt, reason })
    timer = setTimeout(() => void launch(), delay(attempt))
  }

  function start(): void {
    if (wanted) return
    wanted = true
    attempt = 0
    port = options.port()
    become({ status: 'starting' })
    void launch()
  }

  async function end(): Promise<void> {
    wanted = false
    clearTimeout(timer)
    stopWatching()
    if (!child) return
    child.drain()
    const impatience = setTimeout(() => child?.kill(), drainLimit)
    await gone
    clearTimeout(impatience)
  }

  return {
    state: () => state,
    start,
    async stop() {
      await end()
      if (!wanted && state.status !== 'off') become({ status: 'off' })
    },
    async restart() {
      await end()
      start()
    },
  }
}
