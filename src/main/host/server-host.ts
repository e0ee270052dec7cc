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
  /** Asked before each start: why there must be none, as what is to be served is not there. */
  misses?(): Promise<string | null>
  readonly backOff?: (attempt: number) => number
  readonly health?: HealthTimes
  /**
   * How long a server that starts may say nothing, how long it may take whatever it says, and how long a
   * drain may take, in milliseconds.
   */
  readonly startLimit?: number
  readonly longestStart?: number
  readonly drainLimit?: number
  /** How long after having given up it is tried again. */
  readonly slowly?: number
}

/** The own server, kept running: whatever ends it, it comes back after a moment on the same address. */
export interface ServerHost {
  state(): HostState
  start(): void
  /** Resolves when the process is gone. */
  stop(): Promise<void>
  /** Ends it for a moment, for which it counts as starting: `start` or `stop` must follow. */
  pause(): Promise<void>
  /**
   * Ends it, and starts it with what is chosen by then, unless it was stopped meanwhile. Resolves when the
   * one before is gone.
   */
  restart(): Promise<void>
}

type Failed = Extract<HostState, { status: 'failed' }>
type Failure = Failed['problem']

/** The server's own words (`server/start-refused.ts`): the port is taken; why it does not start. */
const addressTaken = 69
const refusals = new Map<number | null, Failure>([
  [74, 'full'],
  [75, 'inUse'],
  [77, 'notWritable'],
  [78, 'unusable'],
])
/** So often it is tried again at once; a program that is missing may just be being replaced. */
const tries: Record<Failure, number> = {
  crashing: 6,
  missing: 2,
  forbidden: 2,
  // Long enough for a server that was left behind to finish what it was doing.
  inUse: 9,
  full: 0,
  notWritable: 0,
  unusable: 0,
  folderGone: 0,
}
/** A server that ran this long was well: what ends it now starts a new count. */
const wellAfter = 10_000

function problemOf(end: ServerEnd): Failure {
  if (end.notStarted === 'ENOENT') return 'missing'
  if (end.notStarted !== undefined) return 'forbidden'
  return refusals.get(end.code) ?? 'crashing'
}

function reasonOf(end: ServerEnd): string {
  if (end.lastError) return end.lastError
  if (end.signal) return `The server was ended by ${end.signal}.`
  return `The server ended with code ${end.code ?? 'unknown'}.`
}

/** @param taken the port that it should have had */
function readyState(
  { key, fingerprint = key, local, port, space, url }: ServerReady,
  since: number,
  taken: number | null,
): HostState {
  const place = { url: local ?? url, port, name: space, since }
  const more = { ...(fingerprint && { fingerprint }), ...(taken !== null && { taken }) }
  return { status: 'ready', ...place, ...more }
}

/** One process, until it is gone. */
interface Run {
  readonly child: ServerChild
  readonly gone: Promise<void>
  readySince: number
  /** What the host ended it for, which the end itself does not tell. */
  endedFor?: string
  drained?: Promise<void>
  stopWatching(): void
}

export function createServerHost(options: ServerHostOptions): ServerHost {
  const {
    startLimit = 30_000,
    longestStart = 600_000,
    drainLimit = 12_000,
    slowly = 60_000,
  } = options
  const { health = usualHealth, log } = options
  const delay = options.backOff ?? backOff
  let state: HostState = { status: 'off' }
  let current: Run | undefined
  let timer: NodeJS.Timeout | undefined
  let wanted = false
  let attempt = 0
  let port = 0
  /** The port that somebody else has instead, since the last start that was asked for. */
  let taken: number | null = null
  /** Where it was instead, so that it stays there for as long as that is. */
  let spare = 0
  /** Counts what was asked of the host: what was begun for an earlier wish is not gone on with. */
  let wish = 0

  function become(next: HostState): void {
    state = next
    options.announce(next)
  }

  async function launch(): Promise<void> {
    const own = wish
    if (current) await drained(current)
    const reason = await options.misses?.().catch(String)
    if (own !== wish || current) return
    if (reason) fail('folderGone', reason)
    else current = begin(own)
  }

  function begin(own: number): Run {
    let left: () => void = () => undefined
    let isStarting = true
    const giveUp = (): void => {
      log.write('The server does not get ready, and is stopped.\n')
      run.child.kill()
    }
    const silent = setTimeout(giveUp, startLimit)
    const tooLong = setTimeout(giveUp, longestStart)
    const started = (): void => {
      isStarting = false
      clearTimeout(silent)
      clearTimeout(tooLong)
    }
    const child = startServerChild({
      file: options.command.file,
      args: [...options.command.args, ...options.args(), '--port', String(port)],
      env: options.env,
      onOutput(text) {
        log.write(text)
        // A large folder takes its time, and the server says that it is at it.
        if (isStarting) silent.refresh()
      },
      onReady(ready) {
        started()
        if (own === wish) served(run, ready)
      },
      onEnd(end) {
        started()
        run.stopWatching()
        current = undefined
        left()
        if (own === wish) ended(run, end)
      },
    })
    const gone = new Promise<void>((done) => (left = done))
    const run: Run = { child, gone, readySince: 0, stopWatching: () => undefined }
    return run
  }

  function served(run: Run, ready: ServerReady): void {
    port = ready.port
    if (taken !== null) spare = port
    wanted = true
    run.readySince = Date.now()
    become(readyState(ready, run.readySince, taken))
    run.stopWatching = watchHealth(ready.local ?? ready.url, health, () => {
      run.endedFor = 'The server did not answer any more and was ended.'
      run.child.kill()
    })
  }

  /**
   * Said once, and tried on slowly where it may pass without anybody doing something here: room on the
   * disk, a drive that is back, a program that a virus scanner gave back.
   */
  function fail(problem: Failure, reason: string): void {
    wanted = false
    const isSaid = state.status === 'failed' && state.problem === problem
    if (!isSaid) become({ status: 'failed', problem, reason, log: log.path })
    if (problem !== 'unusable') timer = setTimeout(() => void launch(), slowly)
  }

  function ended(run: Run, end: ServerEnd): void {
    const reason = run.endedFor ?? reasonOf(end)
    if (end.code === addressTaken && port !== 0) {
      log.write(`${reason} Any port will do.\n`)
      taken ??= port
      port = port === spare ? 0 : spare
      void launch()
      return
    }
    const wasWell = run.readySince > 0 && Date.now() - run.readySince >= wellAfter
    // One that freezes takes a while to be noticed: that is not being well.
    if (wasWell && run.endedFor === undefined) attempt = 0
    attempt += 1
    log.write(`${reason} (code ${end.code}, signal ${end.signal}, attempt ${attempt})\n`)
    const problem = problemOf(end)
    if (attempt > tries[problem]) return fail(problem, reason)
    become({ status: 'restarting', attempt, reason })
    timer = setTimeout(() => void launch(), delay(attempt))
  }

  function start(): void {
    if (wanted) return
    clearTimeout(timer)
    wanted = true
    wish += 1
    attempt = 0
    port = options.port()
    taken = null
    become({ status: 'starting' })
    void launch()
  }

  /** Asks once, as a server that is asked twice ends at once; and not for ever. */
  async function drain({ child, gone }: Run): Promise<void> {
    child.drain()
    const impatience = setTimeout(() => child.kill(), drainLimit)
    await gone
    clearTimeout(impatience)
  }

  const drained = (run: Run): Promise<void> => (run.drained ??= drain(run))

  /** Answers whether nothing else was asked meanwhile. */
  async function end(): Promise<boolean> {
    wanted = false
    wish += 1
    const own = wish
    clearTimeout(timer)
    const run = current
    if (run) {
      run.stopWatching()
      await drained(run)
    }
    return own === wish
  }

  return {
    state: () => state,
    start,
    async stop() {
      if ((await end()) && state.status !== 'off') become({ status: 'off' })
    },
    async pause() {
      become({ status: 'starting' })
      await end()
    },
    async restart() {
      if (await end()) start()
    },
  }
}
